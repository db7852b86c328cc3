// The bid stands above the ask, as when one side of a feed is behind the other.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { changed } from './window-rows.js'

const params = z.strictObject({
  by: z.number().positive().max(0.5).default(0.002).describe('How far it is above, a share of their middle'),
})

const parts = ['Open', 'High', 'Low', 'Close'] as const

export const crossedQuote: DataFault<z.infer<typeof params>> = {
  name: 'crossed-quote',
  plane: 'data',
  says: 'The bid is above the ask; bars without quotes stay as they are',
  params,
  draw: (random) => ({ by: 0.0005 + 0.01 * random.next() }),
  apply: (series, window, { by }) =>
    changed(series, window, (_, { first, end }, quotes) => {
      if (quotes === undefined) return
      for (const part of parts) {
        const [bid, ask] = [quotes[`bid${part}`], quotes[`ask${part}`]]
        for (let row = first; row < end; row++) {
          const middle = ((bid[row] as number) + (ask[row] as number)) / 2
          bid[row] = middle * (1 + by / 2)
          ask[row] = middle * (1 - by / 2)
        }
      }
    }),
}
