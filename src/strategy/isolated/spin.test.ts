import { expect, test } from 'vitest'
import { Spin } from './spin.js'

test('looking ends at once where the word has changed, and gives up where it does not', () => {
  const words = new Int32Array(new SharedArrayBuffer(8))
  const spin = new Spin(4000)
  expect(spin.look(words, 0, 0)).toBe(false)
  Atomics.store(words, 0, 7)
  expect(spin.look(words, 0, 0)).toBe(true)
  expect(spin.await(words, 0, 0, 1)).toBe(7)
  expect(words[1]).toBe(0)
})
