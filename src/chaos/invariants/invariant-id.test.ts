import { expect, test } from 'vitest'
import { invariantIds } from './invariant-id.js'
import { invariants } from './invariants.js'
import { pairInvariants } from './pair.js'

test('the ids are those of the invariants that there are, each once', () => {
  const all = [...invariants, ...pairInvariants].map(({ id }) => id)
  expect(all.toSorted()).toEqual(invariantIds.toSorted())
})
