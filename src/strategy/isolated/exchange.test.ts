import { expect, test } from 'vitest'
import { Control, EXCHANGE_BYTES, Exchange } from './exchange.js'

/** Both sides in one thread, taking turns by hand. */
function sides(): { readonly engine: Exchange; readonly worker: Exchange } {
  const block = new SharedArrayBuffer(EXCHANGE_BYTES)
  return { engine: new Exchange(block), worker: new Exchange(block) }
}

const texts = [0, 1, 5, 4096, 32_768, 32_769, 100_000].map((length) => 'aß€𝄞'.repeat(length).slice(0, length))

test.each(texts.map((text) => [text.length, text] as const))('a request of %i units arrives whole', (length, text) => {
  const { engine, worker } = sides()
  let parts = 0
  engine.writeRequest(text, () => {
    parts++
    expect(worker.takeRequest()).toBeNull()
  })
  expect(worker.takeRequest()).toBe(text)
  expect(parts).toBe(Math.max(0, Math.ceil(length / 32_768) - 1))
  engine.writeRequest('', () => {})
  expect(worker.takeRequest()).toBe('')
})

test.each(texts.map((text) => [text.length, text] as const))('an answer of %i units arrives whole', (_, text) => {
  const { engine, worker } = sides()
  worker.beginAnswer(text)
  expect(engine.takeAnswer(() => worker.continueAnswer())).toBe(text)
  expect(engine.control[Control.answerGoesOn]).toBe(0)
})
