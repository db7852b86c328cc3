// JSON that keeps every double: JSON has no word for NaN and the infinities, so they are written as texts that no other text can be.

export type Json = null | boolean | number | string | undefined | readonly Json[] | { readonly [key: string]: Json }

/** `{"limit":"#NaN"}`: a text that begins with # gets another. */
export function stringifyExact(value: unknown): string {
  const text = JSON.stringify(value)
  // A double that JSON has no word for comes out as null; without one, and without a #, the plain text is exact.
  if (text === undefined || !(text.includes('null') || text.includes('#'))) return text
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === 'number' && !Number.isFinite(one)) return `#${one}`
    return typeof one === 'string' && one.startsWith('#') ? `#${one}` : one
  })
}

export function parseExact(text: string): Json {
  if (!text.includes('"#')) return JSON.parse(text) as Json
  return JSON.parse(text, (_, one: unknown) => {
    if (typeof one !== 'string' || !one.startsWith('#')) return one
    return one.startsWith('##') ? one.slice(1) : Number(one.slice(1))
  }) as Json
}
