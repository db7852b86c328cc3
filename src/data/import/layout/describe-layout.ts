// Says what was recognised of a file, for people: whose it is, what its columns hold, and what its times and prices mean.

import { assertNever } from '../../../std/assert.js'
import type { ColumnPlaces, Layout, TimeForm } from './layout.js'

/** One fact a pair: what it is about, and how it is. Notes are not among them. */
export function describeLayout(layout: Layout): readonly (readonly [what: string, how: string])[] {
  const { dialect, label, symbol, places, timeframe, assetClass } = layout
  return [
    ['dialect', `${label} (${dialect})`],
    ['instrument', places.symbol === null ? (symbol ?? 'by the file’s name') : `by column ${nameAt(layout, places.symbol)}`],
    ...(assetClass === null ? [] : [['asset class', assetClass] as const]),
    ['bars of', timeframe ?? 'read off the times'],
    ['columns', columnsOf(layout)],
    ['separated by', separators[layout.delimiter] + (layout.skipLines === 0 ? ', no header' : `, rows from line ${layout.skipLines + 1}`)],
    ['times', `${describeTime(layout.time)}${zoneOf(layout)}`],
    ['a stamp is', layout.stamp === null ? 'not said (days do not need it)' : `the ${layout.stamp} of a bar`],
    ['prices', pricesOf(layout)],
  ]
}

const separators = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' } as const

/** `time ← Date, open ← Open` */
function columnsOf(layout: Layout): string {
  const { time, ask, ...single }: ColumnPlaces = layout.places
  const bid = ask === null ? '' : 'bid '
  const taken: (readonly [string, number | null])[] = [
    ...(time.length === 1 ? [['time', time[0]] as const] : [['date', time[0]] as const, ['time of day', time[1]] as const]),
    ...(['open', 'high', 'low', 'close'] as const).map((field) => [`${bid}${field}`, single[field]] as const),
    ...(ask ?? []).map((place, index) => [`ask ${['open', 'high', 'low', 'close'][index]}`, place] as const),
    ['volume', single.volume],
    ['adjusted close', single.adjustedClose],
    ['dividend', single.dividend],
    ['split', single.split],
  ]
  return taken.flatMap(([field, place]) => (place === null ? [] : [`${field} ← ${nameAt(layout, place)}`])).join(', ')
}

function nameAt({ names }: Layout, place: number): string {
  return names[place]?.trim() || `number ${place + 1}`
}

function describeTime(form: TimeForm): string {
  switch (form.kind) {
    case 'iso':
      return 'ISO dates'
    case 'epoch':
      return `${epochUnits[form.unit]} since 1970`
    case 'milliseconds-of-day':
      return `milliseconds since midnight of ${form.date}`
    case 'compact':
      return 'dates without signs, such as 20050131'
    case 'parts':
      return `dates with ${dateOrders[form.order]}`
    default:
      return assertNever(form)
  }
}

const epochUnits = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const
const dateOrders = { ymd: 'the year first', mdy: 'the month first', dmy: 'the day first' } as const

function zoneOf({ time, timeZone }: Layout): string {
  if (time.kind === 'epoch') return ', UTC'
  return timeZone === null ? '' : `, zone ${timeZone} where none is written`
}

function pricesOf({ adjusted, priceDivisor, decimal, numbers, places }: Layout): string {
  const adjustments = { none: 'as they were traded', splits: 'adjusted for splits', all: 'adjusted for splits and dividends' } as const
  return [
    adjusted === null ? 'adjusted or not, nobody knows' : adjustments[adjusted],
    ...(priceDivisor === 1 ? [] : [`in units of 1/${priceDivisor.toLocaleString('en-US')}`]),
    ...(decimal === ',' ? ['with a decimal comma'] : []),
    ...(numbers === 'decorated' ? ['with signs such as $, % or 1.23M'] : []),
    ...(places.ask === null ? [] : ['bid and ask']),
  ].join(', ')
}
