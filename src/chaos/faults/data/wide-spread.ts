// Bid and ask far apart, as when nobody makes a market.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { spreadQuotes } from './spread-quotes.js'

const params = z.strictObject({
  by: z.number().positive().max(1).default(0.03).describe('How far they are apart, a share of their middle'),
})

export const wideSpread: DataFault<z.infer<typeof params>> = {
  name: 'wide-spread',
  plane: 'data',
  says: 'Bid and ask stand far apart; bars without quotes stay as they are',
  params,
  draw: (random) => ({ by: 0.005 + 0.05 * random.next() }),
  apply: (series, window, { by }) => spreadQuotes(series, window, by),
}
