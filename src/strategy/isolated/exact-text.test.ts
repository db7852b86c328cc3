import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../std/property.testing.js'
import { exactText, fromExactText } from './exact-text.js'

test('numbers that JSON has no form for survive, wherever they stand', () => {
  const value = {
    size: { lots: Number.NaN },
    list: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 0.1 + 0.2],
    text: '#number',
  }
  expect(fromExactText(exactText(value))).toEqual(value)
  expect(Object.is((fromExactText(exactText([-0])) as number[])[0], -0)).toBe(true)
})

test('a record that looks like such a number stays the record that it is', () => {
  const key = fc.constantFrom('#number', 'other', '__proto__')
  const leaf = fc.constantFrom<unknown>('NaN', '-0', -0, Number.NaN, 1, null, [], undefined)
  const { record } = fc.letrec<{ record: unknown; value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, leaf, tie('record'), fc.array(tie('value'), { maxLength: 2 })),
    record: fc.dictionary(key, tie('value'), { maxKeys: 2 }),
  }))
  fc.assert(
    fc.property(record, (one) => {
      expect(fromExactText(exactText({ one }))).toEqual({ one: json(one) })
    }),
    { numRuns: runs(10_000) },
  )
})

/** As JSON leaves it: fields without a value are none, and none of a list is null. */
function json(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => json(one) ?? null)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, json(one)]])))
}

test('any plain value comes back as it was, to the bit', () => {
  const value = fc.anything({ withBigInt: false, values: [fc.double(), fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null)] })
  fc.assert(
    fc.property(value, (one) => {
      expect(fromExactText(exactText({ one }))).toEqual({ one })
    }),
    { numRuns: runs(10_000) },
  )
})
