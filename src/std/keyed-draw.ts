// A random draw that hangs on its key alone: who else draws, and how often, does not shift it.

/** A uniform double in [0, 1) for a seed and two whole numbers (mixing: splitmix32 over each word in turn). */
export function keyedDraw(seed: number, first: number, second: number): number {
  return mix(mix(mix(wordOf(seed)) ^ wordOf(first)) ^ wordOf(second)) / 2 ** 32
}

/** 32 bits of a whole number; those above them count too. */
function wordOf(value: number): number {
  return (value | 0) ^ (Math.floor(value / 2 ** 32) | 0)
}

function mix(word: number): number {
  let bits = (word + 0x9e3779b9) | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
  return (bits ^ (bits >>> 15)) >>> 0
}
