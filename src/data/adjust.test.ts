import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import type { BarColumns, BarSeries } from '../model/bar.js'
import type { Adjustment, CorporateAction } from '../model/corporate-action.js'
import { instrument } from '../model/instrument.js'
import { adjustSeries } from './adjust.js'
import { calendar } from './calendar/calendar.js'
import { type BarRow, columnsFromRows } from './columns.js'

const apple = instrument('AAPL', 'equity')
const split = (exDate: string, ratio: number): CorporateAction => ({ kind: 'split', exDate, ratio })
const dividend = (exDate: string, factor: number): CorporateAction => ({ kind: 'dividend', exDate, amount: null, factor })

describe('a split', () => {
  const stored = { adjusted: 'none', actions: [split('2014-06-09', 7), split('2020-08-31', 4)] } as const

  test('divides the prices before its ex-date and multiplies their volume', () => {
    const { columns } = adjustSeries(
      days(['2014-06-06', 645.57, 100], ['2014-06-09', 93.7, 700], ['2020-08-31', 129.04, 50]),
      stored,
      'splits',
    )
    expect([...columns.close]).toEqual([645.57 / 28, 93.7 / 4, 129.04])
    expect([...columns.volume]).toEqual([2800, 2800, 50])
  })

  test('of whole ratios is exact, and its instrument has no tick where the prices leave it', () => {
    const whole = adjustSeries(days(['2014-06-06', 28, 1], ['2014-06-09', 4, 1]), stored, 'splits')
    expect([...whole.columns.close]).toEqual([1, 1])
    expect(whole.instrument.tick).toBe(0.01)
    expect(adjustSeries(days(['2014-06-06', 645.57, 1]), stored, 'splits').instrument.tick).toBe('none')
  })

  test('the other way round multiplies by the whole number that was meant', () => {
    const reverse = { adjusted: 'none', actions: [split('2020-04-29', 1 / 8), split('2020-05-04', 0.1)] } as const
    const { columns } = adjustSeries(days(['2020-04-28', 2.21, 880], ['2020-05-01', 17, 100]), reverse, 'splits')
    expect([...columns.close]).toEqual([2.21 * 80, 170])
    expect([...columns.volume]).toEqual([11, 10])
  })

  test('is taken out again from prices that were adjusted for it', () => {
    const bars = days(['2014-06-06', 23, 2800], ['2014-06-09', 23.5, 400])
    const { columns } = adjustSeries(bars, { ...stored, adjusted: 'splits' }, 'none')
    expect([...columns.close]).toEqual([644, 94])
    expect([...columns.volume]).toEqual([100, 100])
  })

  test('after all bars counts for all, and one before all bars for none', () => {
    const bars = days(['2021-01-04', 100, 1], ['2021-01-05', 101, 1])
    expect(adjustSeries(bars, stored, 'splits')).toBe(bars)
    expect([...adjustSeries(bars, { adjusted: 'none', actions: [split('2024-06-10', 10)] }, 'splits').columns.close]).toEqual([10, 10.1])
  })
})

describe('a dividend', () => {
  const stored = { adjusted: 'none', actions: [dividend('2014-05-08', 0.99), split('2014-06-09', 7)] } as const
  const bars = days(['2014-05-07', 700, 10], ['2014-05-08', 700, 10], ['2014-06-09', 100, 70])

  test('multiplies the prices before its ex-date by its factor and leaves the volume', () => {
    const { columns } = adjustSeries(bars, stored, 'all')
    expect([...columns.close]).toEqual([99, 100, 100])
    expect([...columns.volume]).toEqual([70, 70, 70])
  })

  test('is not taken in where only splits are asked for', () => {
    expect([...adjustSeries(bars, stored, 'splits').columns.close]).toEqual([100, 100, 100])
  })
})

describe('what is not known', () => {
  const bars = days(['2014-06-06', 645.57, 1])

  test('cannot be adjusted: the state of the stored prices', () => {
    expect(() => adjustSeries(bars, { actions: [] }, 'all')).toThrow(/nobody knows what its stored prices are adjusted for/)
  })

  test('cannot be adjusted: the splits and dividends', () => {
    expect(() => adjustSeries(bars, { adjusted: 'splits' }, 'none')).toThrow(
      /stored adjusted for splits, and its splits and dividends are not known/,
    )
  })

  test('is no matter where the prices are as asked', () => {
    expect(adjustSeries(bars, { adjusted: 'all' }, 'all')).toBe(bars)
  })

  test('cannot be adjusted: a week with prices from both sides of a split', () => {
    const week: BarSeries = {
      ...bars,
      timeframe: '1w',
      columns: columnsFromRows([[at('2020-08-31'), at('2020-09-05'), 500, 500, 100, 100, 1]]),
    }
    expect(() => adjustSeries(week, { adjusted: 'none', actions: [split('2020-09-02', 4)] }, 'splits')).toThrow(
      /from before and after 2020-09-02/,
    )
  })
})

test('there and back again is where it began, whatever the actions', () => {
  const sessions = calendar('XNYS').sessionsBetween('2020-01-02', '2020-12-31')
  const dates = sessions.map(({ date }) => date)
  const anyAction = fc.oneof(
    fc
      .record({ exDate: fc.constantFrom(...dates), ratio: fc.constantFrom(2, 3, 1.5, 7, 0.1, 0.25) })
      .map(({ exDate, ratio }) => split(exDate, ratio)),
    fc
      .record({ exDate: fc.constantFrom(...dates), factor: fc.double({ min: 0.9, max: 0.999, noNaN: true }) })
      .map(({ exDate, factor }) => dividend(exDate, factor)),
  )
  const rows = sessions.map(({ date }, row): Day => [date, 50 + (row % 17), 100])
  const states = fc.constantFrom<Adjustment>('none', 'splits', 'all')
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 12, size: 'max' }), states, states, (actions, from, to) => {
      const bars = days(...rows)
      const there = adjustSeries(bars, { adjusted: from, actions }, to)
      const back = adjustSeries(there, { adjusted: to, actions }, from)
      for (const name of ['close', 'volume'] as const) expect(largestDifference(back.columns[name], bars.columns[name])).toBeLessThan(1e-12)
      expect(there.columns.close.at(-1)).toBe(bars.columns.close.at(-1))
    }),
  )
})

const lean = join(process.env.BENCH_SHARED ?? join(import.meta.dirname, '../../../shared'), 'data/LEAN/equity/usa')

describe.runIf(existsSync(join(lean, 'factor_files')))('the factor files of LEAN', () => {
  test.each(['aapl', 'spy', 'ibm'])('%s: adjusted closes are raw × price factor × split factor', async (symbol) => {
    const rows = (await zippedText(join(lean, `daily/${symbol}.zip`)))
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    const raw = days(...rows.map(([stamp = '', , , , close, volume]): Day => [isoDate(stamp), Number(close) / 10_000, Number(volume)]))
    const factors = readFactors(join(lean, `factor_files/${symbol}.csv`))
    const { columns } = adjustSeries(raw, { adjusted: 'none', actions: actionsOf(factors) }, 'all')
    const expected = raw.columns.close.map((close, row) => {
      const { price, split } = factors.find(({ date }) => date >= isoDate(rows[row]?.[0] ?? '')) ?? { price: 1, split: 1 }
      return close * price * split
    })
    expect(columns.length).toBeGreaterThan(5000)
    expect(largestDifference(columns.close, expected)).toBeLessThan(1e-9)
  })
})

interface FactorRow {
  /** The last date that the factors are in force. */
  readonly date: string
  readonly price: number
  readonly split: number
}

function readFactors(file: string): FactorRow[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines
    .map((line) => line.split(','))
    .map(([date = '', price, split]) => ({ date: isoDate(date), price: Number(price), split: Number(split) }))
}

/** Each row ends where an action takes effect on the next session. */
function actionsOf(factors: readonly FactorRow[]): CorporateAction[] {
  return factors.slice(0, -1).flatMap(({ date, price, split: ratio }, row) => {
    const next = factors[row + 1] as FactorRow
    const exDate = calendar('XNYS').next(date).date
    return [split(exDate, next.split / ratio), dividend(exDate, price / next.price)]
  })
}

function isoDate(compact: string): string {
  return `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}`
}

/** The text of the only file in an archive. */
async function zippedText(file: string): Promise<string> {
  const archive = await yauzl.openPromise(file)
  for await (const entry of archive.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8')
  }
  throw new Error(`${file} is empty`)
}

type Day = readonly [date: string, close: number, volume: number]

function days(...rows: readonly Day[]): BarSeries {
  const columns: BarColumns = columnsFromRows(
    rows.map(([date, price, volume]): BarRow => {
      const session = calendar('XNYS').session(date)
      return [session?.open ?? 0, session?.close ?? 0, price, price, price, price, volume]
    }),
  )
  return { instrument: apple, timeframe: '1d', columns }
}

function at(date: string): number {
  return Date.parse(`${date}T14:00:00Z`)
}

/** The largest relative difference. */
function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, row) => Math.max(most, Math.abs(value / (b[row] as number) - 1)), 0)
}
