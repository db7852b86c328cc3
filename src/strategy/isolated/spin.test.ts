import { Worker } from 'node:worker_threads'
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

test('a wake-up without a change wakes nobody: what was asked before is not done again', async () => {
  const words = new Int32Array(new SharedArrayBuffer(8))
  const other = new Worker(
    `const { workerData: words } = require('node:worker_threads')
    const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
    while (Atomics.load(words, 1) === 0) pause(1)
    for (let waked = 0; waked === 0; pause(1)) waked = Atomics.notify(words, 0)
    pause(20)
    Atomics.store(words, 0, 7)
    Atomics.notify(words, 0)`,
    { eval: true, workerData: words },
  )
  expect(new Spin(10).await(words, 0, 0, 1)).toBe(7)
  expect(words[1]).toBe(0)
  await other.terminate()
})
