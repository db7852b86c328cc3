import { expect, test } from 'vitest'
import { judgedRun, passedVerdict } from '../../../tests/fixtures/verdict.js'
import { fewestSeeds, rateBound } from './rate-bound.js'

const seeds = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('a rate is of one scenario at its seeds, however many others there are', () => {
  expect(fewestSeeds(passedVerdict(12).runs)).toBe(12)
  expect(fewestSeeds([...seeds(30), ...seeds(20)].map((seed, place) => judgedRun({ seed, name: place < 30 ? 'one' : 'other' })))).toBe(20)
})

test('what is judged at one seed beside many says nothing of the others, and a swarm nothing of scenarios', () => {
  const many = seeds(30).map((seed) => judgedRun({ seed }))
  expect(fewestSeeds([...many, judgedRun({ name: 'alone' })])).toBe(30)
  const swarm = seeds(12).map((seed) => judgedRun({ seed, kind: 'swarm', name: 'crowd' }))
  expect(fewestSeeds([...many, ...swarm])).toBe(30)
  expect(fewestSeeds(swarm)).toBe(12)
})

test('runs of which nothing came are no trials', () => {
  const runs = seeds(30).map((seed) => judgedRun({ seed, ...(seed > 12 ? { cameToNothing: true } : {}) }))
  expect(fewestSeeds(runs)).toBe(12)
  expect(fewestSeeds([...runs, ...seeds(30).map((seed) => judgedRun({ seed, name: 'idle', cameToNothing: true }))])).toBe(12)
  expect(fewestSeeds([judgedRun({ cameToNothing: true })])).toBeNull()
})

test('what is alike at every seed has no rate, and a case of the corpus has none', () => {
  const alike = seeds(30).map((seed) => judgedRun({ seed, hash: 'one' }))
  expect(fewestSeeds(alike)).toBeNull()
  expect(fewestSeeds(seeds(30).map((seed) => judgedRun({ seed, kind: 'corpus' })))).toBeNull()
  expect(fewestSeeds([...alike, ...seeds(20).map((seed) => judgedRun({ seed, name: 'drawn' }))])).toBe(20)
})

test.each([
  [null, null],
  [9, null],
  [10, '30\u202f%'],
  [1_000, '0.30\u202f%'],
  [4_000, '1 in 1,333'],
])('%s seeds bound it at %s', (count, bound) => {
  expect(rateBound(count)).toBe(bound)
})
