// What columns hold, by the names that programs give them.

/** What one column can hold. */
export const fields = [
  'time',
  'date',
  'timeOfDay',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'symbol',
  'adjustedClose',
  'dividend',
  'split',
  'bidOpen',
  'bidHigh',
  'bidLow',
  'bidClose',
  'askOpen',
  'askHigh',
  'askLow',
  'askClose',
] as const

export type Field = (typeof fields)[number]

/** Index of the column that holds a field, from 0. */
export type Columns = Readonly<Partial<Record<Field, number>>>

/** Names of each field as `plainName` writes them, the more telling ones first. */
const namesOf: Readonly<Record<Field, readonly string[]>> = {
  time: ['datetime', 'date time', 'timestamp', 'timestamp utc', 'open time', 'gmt time', 'local time', 'unix', 'unix timestamp', 't'],
  date: ['date'],
  timeOfDay: ['time'],
  open: ['open', 'o'],
  high: ['high', 'h'],
  low: ['low', 'l'],
  close: ['close', 'c', 'last', 'close/last', 'price'],
  volume: ['volume', 'vol', 'v', 'tick volume', 'tickvol'],
  symbol: ['symbol', 'ticker', 'name', 'instrument'],
  adjustedClose: ['adj close', 'adjusted close', 'adjclose'],
  dividend: ['dividends', 'dividend', 'dividend amount', 'divcash'],
  split: ['stock splits', 'split coefficient', 'splitfactor'],
  bidOpen: ['bidopen', 'bid open', 'open bid'],
  bidHigh: ['bidhigh', 'bid high', 'high bid'],
  bidLow: ['bidlow', 'bid low', 'low bid'],
  bidClose: ['bidclose', 'bid close', 'close bid'],
  askOpen: ['askopen', 'ask open', 'open ask'],
  askHigh: ['askhigh', 'ask high', 'high ask'],
  askLow: ['asklow', 'ask low', 'low ask'],
  askClose: ['askclose', 'ask close', 'close ask'],
}

/** `<OPEN>`, `Adj. Close` and `adj_close` without their signs: `open`, `adj close`. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/["<>]/g, '')
    .replaceAll(/[\s_.-]+/g, ' ')
    .trim()
}

/** The columns of a header. A blank first name is the time, as pandas writes its index; so is a lone `date` or `time`. */
export function columnsByName(header: readonly string[]): Columns {
  const plain = withoutPrefix(header).map(plainName)
  const found: Partial<Record<Field, number>> = {}
  for (const field of fields) {
    const name = namesOf[field].find((candidate) => plain.includes(candidate))
    if (name !== undefined) found[field] = plain.indexOf(name)
  }
  return settleTime(found, plain)
}

/** Columns of a header that name a moment: more than one leaves open which is meant. */
export function timeColumns(header: readonly string[]): readonly number[] {
  const plain = withoutPrefix(header).map(plainName)
  const known = [...namesOf.time, ...namesOf.date]
  const found = plain.flatMap((name, index) => (known.includes(name) || (name === '' && index === 0) ? [index] : []))
  return found.length === 0 && plain.includes('time') ? [plain.indexOf('time')] : found
}

/** The names of prices that stand twice: which one is meant is not known. */
export function repeatedPrice(header: readonly string[]): string | null {
  const plain = withoutPrefix(header).map(plainName)
  return ['open', 'high', 'low', 'close'].find((name) => plain.indexOf(name) !== plain.lastIndexOf(name)) ?? null
}

function settleTime(found: Partial<Record<Field, number>>, plain: readonly string[]): Columns {
  const { time, date, timeOfDay, ...others } = found
  if (date !== undefined && timeOfDay !== undefined && time === undefined) return { ...others, date, timeOfDay }
  const only = time ?? date ?? timeOfDay ?? (plain[0] === '' ? 0 : undefined)
  return only === undefined ? others : { ...others, time: only }
}

/** `Candle.Time,Candle.Open` → `Time,Open` */
function withoutPrefix(header: readonly string[]): readonly string[] {
  const prefix = /^[A-Za-z]+\./.exec(header[0] ?? '')?.[0]
  if (prefix === undefined || !header.every((name) => name.startsWith(prefix))) return header
  return header.map((name) => name.slice(prefix.length))
}
