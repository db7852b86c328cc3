// Plain values as JSON text in which every double survives: NaN, the infinities and −0, which JSON does not know.

/** A number that JSON has no form for is a record with this field alone, its name; a record of somebody's own with such a field is one with its entries. */
const MARK = '#number'

const odd: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
}

export function exactText(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === 'object' && one !== null && MARK in one)
      return { [MARK]: Object.entries(one).filter(([, field]) => field !== undefined) }
    if (typeof one !== 'number' || (Number.isFinite(one) && !Object.is(one, -0))) return one
    return { [MARK]: Object.is(one, -0) ? '-0' : String(one) }
  })
}

export function fromExactText(text: string): unknown {
  return text.includes(MARK) ? JSON.parse(text, (_, one: unknown) => markedIn(one)) : JSON.parse(text)
}

function markedIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(MARK in value)) return value
  const marked = value[MARK]
  return Array.isArray(marked) ? Object.fromEntries(marked) : odd[String(marked)]
}
