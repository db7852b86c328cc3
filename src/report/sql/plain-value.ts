// Values of a query as plain JSON: times in ISO UTC, whole numbers exact, lists as lists.

import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionValue,
  type DuckDBValue,
} from '@duckdb/node-api'

export type PlainValue = null | boolean | number | string | readonly PlainValue[] | { readonly [name: string]: PlainValue }

/** A whole number or decimal that a double cannot hold exactly is a text, and so are NaN and infinity. */
export function plainValue(value: DuckDBValue, type?: DuckDBType): PlainValue {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'string') return type?.typeId === DuckDBTypeId.VARCHAR && type.alias === 'JSON' ? parsed(value) : value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof DuckDBDecimalValue) return decimal(String(value))
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map((item) => plainValue(item))
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, plainValue(entry)]))
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map(({ key, value: entry }) => [String(key), plainValue(entry)]))
  }
  if (value instanceof DuckDBUnionValue) return plainValue(value.value)
  return timeOrText(value)
}

/** `2005-01-03T14:30:00Z`; without `Z` where the type has no zone. Dates, hours, intervals and the rest as DuckDB writes them. */
function timeOrText(value: object): string {
  const text = String(value)
  if (value instanceof DuckDBDateValue) return text
  const isTime = localTimes.some((kind) => value instanceof kind)
  const isInstant = value instanceof DuckDBTimestampTZValue
  if (!(isTime || isInstant) || !/^\d{4,}-/.test(text)) return text
  return `${text.replace(' ', 'T').replace(/[+-]\d\d(:\d\d)?$/, '')}${isInstant ? 'Z' : ''}`
}

const localTimes = [
  DuckDBTimestampValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
] as const

/** A number where fifteen digits are enough, which a double holds. */
function decimal(text: string): number | string {
  return text.replaceAll(/\D/g, '').replace(/^0+/, '').length <= 15 ? Number(text) : text
}

function parsed(json: string): PlainValue {
  try {
    return JSON.parse(json) as PlainValue
  } catch {
    return json
  }
}
