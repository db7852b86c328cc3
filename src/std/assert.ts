// Assertions state what the program itself guarantees; operating errors are `BenchError` instead.

/** Throws when a condition that the program guarantees does not hold. The message names the broken guarantee. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** For hot paths, where a message must not be put together before the condition is known to fail. */
export function fail(message: string): never {
  throw new AssertionError(message)
}

/** Closes a `switch` over a discriminated union: a case added later fails to compile here. */
export function assertNever(value: never): never {
  throw new AssertionError(`unreachable: ${JSON.stringify(value)}`)
}

class AssertionError extends Error {
  override readonly name = 'AssertionError'
}
