import fc from 'fast-check'
import { expect, test } from 'vitest'
import { didYouMean, editDistance, nearest } from './did-you-mean.js'

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['kitten', 'sitting', 3],
  ['form', 'from', 1],
  ['ca', 'abc', 3],
])('from %j to %j takes %i edits', (first, second, edits) => {
  expect(editDistance(first, second)).toBe(edits)
})

test('a swap of two letters is one edit, so the name is found', () => {
  expect(didYouMean('sxp-1d', ['synthetic-20-1d', 'spx-1d'])).toBe('did you mean `spx-1d`?')
})

test('a name that is nothing like the known ones has no suggestion', () => {
  expect(nearest('gold', ['spx-1d', 'synthetic-20-1d'])).toBeNull()
  expect(nearest('anything', [])).toBeNull()
})

test.each([
  ['B', 'A', null],
  ['a', 'A', 'A'],
  ['QQ', 'SP', null],
  ['SPX', 'SPY', 'SPY'],
  ['SPQX', 'SPYX', 'SPYX'],
  ['SQQX', 'SPYX', null],
])('%s is %s only where at most a third of it differs', (typed, known, found) => {
  expect(nearest(typed, [known])).toBe(found)
})

test.each([
  ['knigt', 'knight-capital-2012'],
  ['capital', 'knight-capital-2012'],
  ['captal-2012', 'knight-capital-2012'],
  ['Knight', 'knight-capital-2012'],
  ['night-12', null],
  ['knight-capital-2012-again-and-again', null],
  ['acks', 'slow-ack'],
  ['ark', null],
])('%s is a part of %s', (typed, found) => {
  expect(nearest(typed, ['slow-ack', 'knight-capital-2012'])).toBe(found)
})

test('a whole name that is near comes before a part that is nearer', () => {
  expect(nearest('fill', ['duplicate-fill', 'fills'])).toBe('fills')
})

test('case does not count as an edit, and the first of equals wins', () => {
  expect(nearest('SPX-1D', ['spx-1d'])).toBe('spx-1d')
  expect(nearest('fist', ['fast', 'first'])).toBe('fast')
})

test('the distance is symmetric and zero only between equal texts', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (first, second) => {
      expect(editDistance(first, second)).toBe(editDistance(second, first))
      expect(editDistance(first, second) === 0).toBe(first === second)
    }),
  )
})
