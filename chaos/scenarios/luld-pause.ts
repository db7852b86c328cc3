// A stock leaves its price band and is paused. The check of market data lets nothing open until it trades again.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'luld-pause',
  title: 'Orders into a pause',
  story:
    'Prices fall by a fifth within a minute, out of the band of Limit Up-Limit Down, and trading is paused for five minutes. A signal that is stuck goes on to buy, for whatever the reopening brings. Injected in both stocks. The check of market data must refuse to open while they are paused.',
  world: 'paused',
  schedule({ between, after }) {
    const first = between(0.2, 0.6)
    return [
      { fault: 'halt', when: first, minutes: 20, params: { share: 0, gap: -0.2 } },
      { fault: 'stuck-signal', when: after(first, 1), minutes: 3, params: { lots: 10 } },
    ]
  },
  caughtBy: ['MARKET_HALTED'],
  backups: ['PRICE_JUMP', 'MARKET_DATA_STALE'],
  budget: (_, __, { order }) => ({ damage: 0.1 * order, detectMinutes: 5, recoverMinutes: 20 }),
  without: { limits: { dataAge: 'unlimited', dataJump: 'unlimited', dataSpread: 'unlimited' } },
  breaks: ['I12'],
})
