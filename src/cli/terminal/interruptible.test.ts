import { expect, test } from 'vitest'
import { interruptible } from './interruptible.js'

// That Ctrl-C ends the work is shown by tests/e2e/cli.test.ts, on a process that can be spared.

test('work gives back its result', () => {
  const result = { value: 1 }
  expect(interruptible(() => result)).toBe(result)
})

test('work inside work keeps to its own', () => {
  expect(interruptible(() => [interruptible(() => 'inner'), 'outer'])).toEqual(['inner', 'outer'])
})

test('an error of the work comes through as it is, and leaves nothing behind', () => {
  const failure = new TypeError('no')
  expect(() =>
    interruptible(() => {
      throw failure
    }),
  ).toThrow(failure)
  expect(Object.getOwnPropertySymbols(globalThis)).not.toContain(Symbol.for('trading-bench.work'))
})

test('while it works SIGTERM is left to the system, and then to who heard it before', () => {
  const heard = (): void => undefined
  process.on('SIGTERM', heard)
  const before = process.listeners('SIGTERM')
  try {
    expect(interruptible(() => process.listeners('SIGTERM'))).toEqual([])
    expect(process.listeners('SIGTERM')).toEqual(before)
  } finally {
    process.off('SIGTERM', heard)
  }
})
