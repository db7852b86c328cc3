// Bid and ask far apart, as when nobody makes a market.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { changed } from './window-rows.js'

const params = z.strictObject({
  by: z.number().positive().max(1).default(0.03).describe('How far they are apart, a share of their middle'),
})

const parts = ['Open', 'High', 'Low', 'Close'] as const

export const wideSpread: DataFault<z.infer<typeof params>> = {
  name: 'wide-spread',
  plane: 'data',
  says: 'Bid and ask stand far apart; bars without quotes stay as they are',
  params,
  draw: (random) => ({ by: 0.005 + 0.05 * random.next() }),
  apply: (series, window, { by }) =>
    changed(series, window, (_, { first, end }, quotes) => {
      if (quotes === undefined) return
      for (const part of parts) {
        const [bid, ask] = [quotes[`bid${part}`], quotes[`ask${part}`]]
        for (let row = first; row < end; row++) {
          const middle = ((bid[row] as number) + (ask[row] as number)) / 2
          bid[row] = middle * (1 - by / 2)
          ask[row] = middle * (1 + by / 2)
        }
      }
    }),
}
