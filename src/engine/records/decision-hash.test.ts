import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyDecision, type Said } from '../../../tests/fixtures/any-decision.js'
import { PRICE_WIDTH } from '../../model/order-price-rows.js'
import { MOST_IN_ROW } from '../../std/number-log.js'
import { DecisionHash } from './decision-hash.js'
import { DECISION_WIDTH } from './decision-row.js'

function hashOf(...decisions: readonly Said[]): string {
  const hash = new DecisionHash()
  for (const decision of decisions) hash.add(decision)
  return hash.digest
}

/** What is hashed of it, as a text that tells apart what is to be told apart. */
function said({ time, strategy, instrument, signal, intent, verdict }: Said): string {
  return JSON.stringify({ time, strategy, instrument, signal, intent, verdict }, (_, value: unknown) => {
    if (typeof value === 'number') return `number ${value}`
    return isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One value with a single leaf of another, as far down as both are of one form; an intent is of the strategy and the instrument of its decision. */
function mixed(own: unknown, theirs: unknown, place: number): unknown {
  if (!isObject(own) || !isObject(theirs) || formOf(own) !== formOf(theirs)) return theirs
  const fields = Object.keys(own).filter((field) => field !== 'strategy' && field !== 'instrument')
  if (fields.length === 0) return theirs
  const field = fields[place % fields.length] as string
  const inner = mixed(own[field], theirs[field], Math.floor(place / fields.length))
  return Array.isArray(own) ? own.with(Number(field), inner) : { ...own, [field]: inner }
}

/** The fields that it has, and of prices which. */
function formOf(value: Record<string, unknown>): string {
  return `${Array.isArray(value)} ${Object.keys(value).sort().join()} ${value.type}`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A decision, and the same with a part of another: often a single field of its signal or its intent. */
const neighbours = fc
  .tuple(anyDecision, anyDecision, fc.constantFrom('signal', 'intent', 'signal', 'intent', 'verdict', 'time'), fc.nat())
  .map(([one, other, part, place]): readonly [Said, Said] => [one, { ...one, [part]: partOf(one, other, part, place) }])

function partOf(one: Said, other: Said, part: 'signal' | 'intent' | 'verdict' | 'time', place: number): unknown {
  if (part === 'signal' && one.signal.kind !== other.signal.kind) return other.signal
  return part === 'intent' && (one.intent === null || other.intent === null) ? null : mixed(one[part], other[part], place)
}

test('two decisions have one hash if they say the same, and only then', () => {
  fc.assert(
    fc.property(neighbours, ([one, other]) => {
      expect(hashOf(one) === hashOf(other)).toBe(said(one) === said(other))
    }),
    { numRuns: 10_000 },
  )
})

test('so it is of two decisions in a row, whose texts have codes that hang on what was said before', () => {
  fc.assert(
    fc.property(neighbours, neighbours, ([one, other], [two, another]) => {
      const isSame = said(one) === said(other) && said(two) === said(another)
      expect(hashOf(one, two) === hashOf(other, another)).toBe(isSame)
      expect(hashOf(one, two) === hashOf(two, one)).toBe(said(one) === said(two))
    }),
    { numRuns: 2_000 },
  )
})

test('a row of a decision, and of a price in it, has no more numbers than can be told apart', () => {
  expect(DECISION_WIDTH).toBeLessThanOrEqual(MOST_IN_ROW)
  expect(PRICE_WIDTH).toBeLessThanOrEqual(MOST_IN_ROW)
})

test('what follows from a decision is not hashed: its order, the account, the mark', () => {
  fc.assert(
    fc.property(anyDecision, anyDecision, (one, { orderId, account, mark, position }) => {
      expect(hashOf({ ...one, orderId, account, mark, position })).toBe(hashOf(one))
    }),
  )
})

test('their order counts', () => {
  const [one, two] = fc.sample(anyDecision, { numRuns: 2, seed: 3 }) as [Said, Said]
  expect(hashOf(one, two)).not.toBe(hashOf(two, one))
})

const [plain] = fc.sample(anyDecision, { numRuns: 1, seed: 1 }) as [Said]
const entry = (more: object): Said => ({ ...plain, signal: { kind: 'enter', direction: 'long', ...more } })
const child = (price: object): Said => ({
  ...plain,
  intent: { ...(intentOf as NonNullable<Said['intent']>), children: [{ role: 'stop', price } as never] },
})
const intentOf = fc.sample(anyDecision, { numRuns: 50, seed: 1 }).find(({ intent }) => intent !== null)?.intent ?? null

test.each<readonly [string, Said, Said]>([
  ['prices from fractions', child({ at: 0.5 }), child({ fractionOfFill: 0.5 })],
  ['trails by their length', entry({ protect: { trail: { amount: 1 } } }), entry({ protect: { trail: { amount: 2 } } })],
  ['trails in money from fractions', entry({ protect: { trail: { amount: 1 } } }), entry({ protect: { trail: { fraction: 1 } } })],
  ['the sides of what is triggered', entry({ triggers: [{ side: 'buy', lots: 1 }] }), entry({ triggers: [{ side: 'sell', lots: 1 }] })],
  ['no trigger from an empty list', entry({}), entry({ triggers: [] })],
  ['what was said from what is so anyway', entry({}), entry({ outsideRth: false })],
])('it tells apart %s', (_, one, other) => {
  expect(hashOf(one)).not.toBe(hashOf(other))
  expect(hashOf(one)).toBe(hashOf(structuredClone(one)))
})
