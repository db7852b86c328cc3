// Finds the columns of a table by their names: Date or Datetime, Open, High, Low, Close, Volume, in any order and case.

import { BenchError } from '../../../std/errors.js'

/** Index of each column in the table; volume and symbol may be absent. */
export interface ColumnPlaces {
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number | null
  readonly symbol: number | null
}

export interface Header {
  readonly names: readonly string[]
  readonly places: ColumnPlaces
  readonly notes: readonly string[]
}

const timeNames = ['date', 'datetime', 'timestamp', 'time', 'open_time']
const priceNames = ['open', 'high', 'low', 'close'] as const
const adjustedNames = /^adj/i

/** Reads the header, or fails with the names that are missing or stand twice. */
export function readHeader(names: readonly string[], where: string): Header {
  const plain = names.map((name) => name.trim().toLowerCase())
  const place = (name: string): number | null => {
    const first = plain.indexOf(name)
    if (first !== plain.lastIndexOf(name)) {
      throw new BenchError('BAD_DATA', `${where}: the header names '${name}' twice`, 'keep one of the columns')
    }
    return first < 0 ? null : first
  }
  const need = (name: string): number => {
    const found = place(name)
    if (found !== null) return found
    const hint = 'the first line names the columns, commas between them: Date,Open,High,Low,Close,Volume'
    throw new BenchError('BAD_DATA', `${where}: no column '${name}' in the header: ${shown(names)}`, hint)
  }
  const [open, high, low, close] = priceNames.map(need) as [number, number, number, number]
  const places = {
    time: timePlace(names, plain, where),
    open,
    high,
    low,
    close,
    volume: place('volume'),
    symbol: place('symbol') ?? place('ticker'),
  }
  return { names, places, notes: headerNotes(names, places) }
}

/** One column of times; a blank first name is one too, as pandas writes its index. */
function timePlace(names: readonly string[], plain: readonly string[], where: string): number {
  const found = plain.flatMap((name, index) => (timeNames.includes(name) || (name === '' && index === 0) ? [index] : []))
  const [first, second] = found
  if (first === undefined) {
    const hint = 'name the column of dates or times Date, Datetime, Timestamp or Time'
    throw new BenchError('BAD_DATA', `${where}: no column of times in the header: ${shown(names)}`, hint)
  }
  if (second !== undefined) {
    const hint = 'write date and time in one column, such as 2005-01-31 14:30'
    throw new BenchError('BAD_DATA', `${where}: two columns of times in the header: ${names[first]} and ${names[second]}`, hint)
  }
  return first
}

function headerNotes(names: readonly string[], places: ColumnPlaces): string[] {
  const used = new Set<number | null>(Object.values(places))
  const left = names.filter((_, index) => !used.has(index))
  const adjusted = left.filter((name) => adjustedNames.test(name.trim()))
  const others = left.filter((name) => !adjustedNames.test(name.trim()))
  const notes: string[] = []
  if (adjusted.length > 0) notes.push(`${adjusted.join(', ')} was left out: prices are as in Open, High, Low and Close`)
  if (others.length > 0) notes.push(`columns left out: ${others.join(', ')}`)
  if (places.volume === null) notes.push('no Volume column: the volume is 0 throughout')
  return notes
}

function shown(names: readonly string[]): string {
  const text = names.join(',')
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
