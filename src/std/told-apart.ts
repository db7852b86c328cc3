// A number and the bound that it has passed, rounded for people: never to the same.

/** Rounded to so many digits, or to as many more as tell the two apart. */
export function toldApart(one: number, other: number, digits: number): readonly [number, number] {
  for (let more = digits; more < EXACT_DIGITS; more++) {
    const [first, second] = [roundTo(one, more), roundTo(other, more)]
    if (first !== second) return [first, second]
  }
  return [one, other]
}

/** A double has no more. */
const EXACT_DIGITS = 15

function roundTo(value: number, digits: number): number {
  const scale = 10 ** digits
  return Math.round(value * scale) / scale
}
