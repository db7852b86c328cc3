import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalHash, type Hashable, HashLog } from './hash.js'

describe('the canonical hash', () => {
  test('does not depend on the order of keys, nor on absent ones', () => {
    expect(canonicalHash({ a: 1, b: 'x' })).toBe(canonicalHash({ b: 'x', c: undefined, a: 1 }))
  })

  test('takes doubles by their bits: the last one counts, the sign of zero does not', () => {
    expect(canonicalHash(0.1 + 0.2)).not.toBe(canonicalHash(0.3))
    expect(canonicalHash(-0)).toBe(canonicalHash(0))
    expect(canonicalHash(Number.NaN)).toBe(canonicalHash(0 / 0))
  })

  test('tells apart what prints alike', () => {
    const alike: Hashable[] = [1, '1', true, 'true', null, 'null', [], {}, [1], ['1'], '', ['a', 'b'], ['ab'], { a: 'b' }]
    expect(new Set(alike.map(canonicalHash)).size).toBe(alike.length)
  })

  test('is pinned: a change of the encoding is a change of every hash that was ever printed', () => {
    expect(canonicalHash({ strategy: 'sma-cross', params: { fast: 10, slow: 30 }, tags: ['a', 'é', null, true] })).toBe(
      'ae30f5e72520f248445bd2e40ee15880929bda4c169d2b81a2d8ba0bdbb02010',
    )
  })

  test('has no two values for one hash', () => {
    const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Hashable>
    fc.assert(fc.property(value, value, (a, b) => (canonicalHash(a) === canonicalHash(b)) === (canonicalText(a) === canonicalText(b))))
  })
})

describe('a log', () => {
  test('can be read and then goes on', () => {
    const [once, twice] = [new HashLog(), new HashLog()]
    for (const log of [once, twice]) log.text('first')
    once.digest()
    for (const log of [once, twice]) log.number(2)
    expect(once.digest()).toBe(twice.digest())
  })

  test('longer than its buffer is the same log', () => {
    const log = new HashLog()
    const other = new HashLog()
    for (let i = 0; i < 20_000; i++) log.number(i)
    for (let i = 0; i < 20_000; i++) {
      other.number(i)
      if (i % 777 === 0) other.digest()
    }
    expect(log.digest()).toBe(other.digest())
  })

  test('says a text again by number, without mixing it up with another', () => {
    const digest = (...texts: string[]): string => {
      const log = new HashLog()
      for (const text of texts) log.text(text)
      return log.digest()
    }
    expect(digest('a', 'b', 'a')).not.toBe(digest('a', 'b', 'b'))
    expect(digest('a', 'a')).not.toBe(digest('a'))
  })
})

/** −0 and 0 are one value here, as in the hash. */
function canonicalText(value: Hashable): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
