// BRK.A, 3 June 2024: one print at 185.10, far below the market. Who sizes an order by it buys a multiple of what was meant; the control of market data catches it.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'brk-a-2024',
  title: 'BRK.A 2024: a print far below the market',
  story:
    'BRK.A printed 185.10, far below its market, and what filled there was busted. Injected: a bar that closes at a thousandth of its price, and a strategy that buys a share of equity at it, a thousand times the lots that were meant; then a bar that opens there, an order with a limit at half the price that only such a print fills, and the bust. A price that jumped must let nothing open, and the ledger must be as if the busted fill had never been.',
  world: 'slide',
  schedule({ between, after }) {
    const first = between(0.05, 0.25)
    return [
      { fault: 'bad-tick', when: first, minutes: 1, params: { factor: 0.001 } },
      { fault: 'stuck-signal', when: after(first, 1), minutes: 1, params: { weight: 0.04 } },
      { fault: 'bad-tick', when: after(first, 10), minutes: 1, params: { factor: 0.001, of: 'open' } },
      { fault: 'stuck-signal', when: after(first, 10), minutes: 1, params: { lots: 10, away: 0.5 } },
      { fault: 'bust', when: after(first, 10), minutes: 1, params: { seconds: 300 } },
    ]
  },
  caughtBy: ['PRICE_JUMP'],
  backups: ['MAX_ORDER_SIZE', 'DAILY_LOSS', 'DRAWDOWN'],
  also: [{ heard: 'revised', of: 'stuck-signal-4' }],
  budget: (_, __, { position, stop }) => ({ damage: stop * position, detectMinutes: 1, recoverMinutes: 15 }),
  without: { limits: { dataJump: 'unlimited', orderVolume: 'unlimited' }, breakers: 'off' },
  breaks: ['damage', 'I12'],
})
