// Flash crash 2010: an order that sold by volume alone, at any price, into a book that emptied. The cap on an order as a share of volume catches it; the limit on a price and the check of jumps catch who follows.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'flash-crash-2010',
  title: 'Flash crash 2010: selling into the volume that it makes',
  story:
    '75,000 contracts were to be traded at 9 % of volume with no limit on the price: the selling made volume, and the volume more selling. Injected: a strategy that follows the move which its own fills make, with ever larger market orders, in a stock without depth. Beside it one sells with a limit so far below the market that it is none, and one sells as trading opens again after a pause of five minutes and a fall of 8 %. The cap on the share of volume must stop the first before it moves the market, the price tolerance and the check of jumps the others.',
  world: 'shallow',
  schedule({ between, after }) {
    const [first, pause] = [between(0.1, 0.15), between(0.5, 0.6)]
    return [
      { fault: 'volatility-amplifier', when: first, minutes: 300, params: { lots: 10 } },
      { fault: 'stuck-signal', when: after(first, 60), minutes: 1, params: { lots: 1, side: 'short', away: -0.09 } },
      { fault: 'halt', when: pause, minutes: 6, params: { gap: -0.08, share: 0.8 } },
      { fault: 'stuck-signal', when: after(pause, 6), minutes: 1, params: { lots: 1, side: 'short' } },
    ]
  },
  caughtBy: ['MAX_ORDER_SIZE'],
  backups: [
    'MAX_ORDER_VALUE',
    'MAX_POSITION_VALUE',
    'MAX_CONCENTRATION',
    'MAX_NET',
    'MAX_STRATEGY_VALUE',
    'PRICE_JUMP',
    'STRATEGY_LOSS',
    'DAILY_LOSS',
  ],
  also: [
    { by: 'PRICE_TOLERANCE', of: 'stuck-signal-2' },
    { by: 'PRICE_JUMP', of: 'stuck-signal-4' },
  ],
  budget: (_, __, { dailyLoss }) => ({ damage: dailyLoss, detectMinutes: 60, recoverMinutes: 360 }),
  without: { riskProfile: 'research', participation: 'none', breakers: 'off' },
  breaks: ['damage', 'I7'],
})
