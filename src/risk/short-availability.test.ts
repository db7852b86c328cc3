import { describe, expect, test } from 'vitest'
import { simulatedCapabilities } from '../broker/simulated/capabilities.js'
import { instrument } from '../model/instrument.js'
import type { OrderIntent } from '../model/order.js'
import { buy, sell } from '../model/order.testing.js'
import { limit } from '../model/order-price.js'
import { account } from './account.testing.js'
import { approve, researchProfile } from './approve.js'
import { researchAccount } from './research-account.js'
import { borrowable, type ShortAvailability, shortAvailable } from './short-availability.js'

const stock = instrument('X', 'equity')
const judge = (availability: ShortAvailability, order: OrderIntent, heldLots = 0, sellLots = 0) =>
  shortAvailable(availability)(order, account({ reach: { heldLots, buyLots: 0, buyValue: 0, sellLots, sellValue: 0 } }), stock)

test.each<[ShortAvailability, number]>([
  ['unlimited', Number.POSITIVE_INFINITY],
  ['none', 0],
  [{ lots: 500 }, 500],
  [{ X: 300, default: 'unlimited' }, 300],
  [{ Y: 300, default: 70 }, 70],
  [{ X: 'unlimited' }, Number.POSITIVE_INFINITY],
  // An instrument that nobody lists has nobody to lend it.
  [{ Y: 300 }, 0],
])('%j lends %d of X', (availability, lots) => {
  expect(borrowable(availability, stock)).toBe(lots)
})

describe('a short sale', () => {
  test('up to what can be borrowed passes, a lot more is denied with the numbers', () => {
    expect(judge({ lots: 500 }, sell(500))).toBeNull()
    expect(judge({ lots: 500 }, sell(501))).toEqual({ code: 'SHORT_UNAVAILABLE', context: { would_be_short: 501, available: 500 } })
  })

  test('counts what is held, and what working orders may sell', () => {
    expect(judge({ lots: 500 }, sell(600), 100)).toBeNull()
    expect(judge({ lots: 500 }, sell(601), 100)?.code).toBe('SHORT_UNAVAILABLE')
    expect(judge({ lots: 500 }, sell(200), -300)).toBeNull()
    expect(judge({ lots: 500 }, sell(201), -300)?.code).toBe('SHORT_UNAVAILABLE')
    expect(judge({ lots: 500 }, sell(300), 0, 200)).toBeNull()
    expect(judge({ lots: 500 }, sell(301), 0, 200)?.code).toBe('SHORT_UNAVAILABLE')
  })

  test('none is none, and what is held can be sold', () => {
    expect(judge('none', sell(1))?.context).toEqual({ would_be_short: 1, available: 0 })
    expect(judge('none', sell(100), 100)).toBeNull()
  })

  test('that an order triggers counts with it', () => {
    const child = { role: 'triggered' as const, side: 'sell' as const, lots: 10, price: limit(100) }
    expect(judge({ lots: 9 }, buy(1, { children: [child] }))?.code).toBe('SHORT_UNAVAILABLE')
    expect(judge({ lots: 10 }, buy(1, { children: [child] }))).toBeNull()
  })

  test('of a group counts as its largest, also beside what a buy of the group triggers', () => {
    const child = { role: 'triggered' as const, side: 'sell' as const, lots: 15, price: limit(100) }
    const inGroup = (lots: number, order: OrderIntent) => {
      const reach = { heldLots: -13, buyLots: 0, buyValue: 0, sellLots: 0, sellValue: 0 }
      return shortAvailable({ lots })(order, account({ reach, group: { ...reach, heldLots: 0, sellLots: 17 } }), stock)
    }
    expect(inGroup(30, sell(17))).toBeNull()
    expect(inGroup(30, sell(18))?.context).toEqual({ would_be_short: 31, available: 30 })
    expect(inGroup(45, buy(26, { children: [child] }))).toBeNull()
    expect(inGroup(44, buy(26, { children: [child] }))?.context).toEqual({ would_be_short: 45, available: 44 })
    // A buy that sells nothing adds nothing.
    expect(inGroup(0, buy(26))).toBeNull()
  })
})

test('what only reduces, and what buys, is not asked', () => {
  expect(judge('none', sell(100, { reduceOnly: true }))).toBeNull()
  expect(judge('none', buy(100), -500)).toBeNull()
})

test('without the control nothing is denied', () => {
  const profile = (availability: ShortAvailability) => researchProfile(researchAccount(1), simulatedCapabilities, availability)
  const flat = account({ reach: { heldLots: 0, buyLots: 0, buyValue: 0, sellLots: 0, sellValue: 0 } })
  expect(approve(sell(10), account(), stock, profile('unlimited')).denial).toBeUndefined()
  expect(approve(sell(10), flat, stock, profile('none')).denial?.code).toBe('SHORT_UNAVAILABLE')
})
