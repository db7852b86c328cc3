// Plain values as JSON text in which every double survives: NaN, the infinities and −0, which JSON does not know.

/** A number that JSON has no form for, as a record that no signal or order has. */
const MARK = '#number'

const odd: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
}

export function exactText(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one !== 'number' || (Number.isFinite(one) && !Object.is(one, -0))) return one
    return { [MARK]: Object.is(one, -0) ? '-0' : String(one) }
  })
}

export function fromExactText(text: string): unknown {
  return text.includes(MARK) ? JSON.parse(text, (_, one: unknown) => numberOf(one) ?? one) : JSON.parse(text)
}

function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !(MARK in value)) return undefined
  return odd[String(value[MARK])]
}
