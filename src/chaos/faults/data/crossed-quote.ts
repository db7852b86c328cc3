// The bid stands above the ask, as when one side of a feed is behind the other.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { spreadQuotes } from './spread-quotes.js'

const params = z.strictObject({
  by: z.number().positive().max(0.5).default(0.002).describe('How far it is above, a share of their middle'),
})

export const crossedQuote: DataFault<z.infer<typeof params>> = {
  name: 'crossed-quote',
  plane: 'data',
  says: 'The bid is above the ask; bars without quotes stay as they are',
  params,
  draw: (random) => ({ by: 0.0005 + 0.01 * random.next() }),
  apply: (series, window, { by }) => spreadQuotes(series, window, -by),
}
