// Columns that are written in one loop: value by value an indicator reads its state from memory and writes it back at each.

/**
 * Writes the only line of an indicator from its only input: to the bit what the values of a fresh state would be, one after the other. False, with some of
 * it written, where it cannot.
 */
type WriteColumn = (input: Float64Array, output: Float64Array) => boolean

/** By the definition itself: a copy of one may have been given a state of another kind. */
const writers = new WeakMap<object, WriteColumn>()

/** The definition, whose columns `write` is to write. */
export function withWholeColumns<Definition extends object>(definition: Definition, write: WriteColumn): Definition {
  writers.set(definition, write)
  return definition
}

/** Writes a column whole, and answers whether that was done: not where the definition has no way to, nor where that cannot. */
export function writeWhole(definition: object, input: Float64Array, output: Float64Array): boolean {
  return writers.get(definition)?.(input, output) ?? false
}
