// Parameters of a strategy's own: whoever writes over them has not run with others than its run says.

/** Lists and plain records are copied, with what is in them; anything else is what it was. */
export function ownParams(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ownParams)
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, ownParams(one)]))
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const made = Object.getPrototypeOf(value)
  return made === null || made === Object.prototype
}
