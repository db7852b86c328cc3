// An amount of money typed into the field for lots, as at Citi in May 2022: 58 million became 444 billion.

import { z } from 'zod'
import type { OperatorFault } from '../fault.js'
import { entryValue } from './entry-value.js'

const params = z.strictObject({})

export const quantityForNotional: OperatorFault<z.infer<typeof params>> = {
  name: 'quantity-for-notional',
  plane: 'operator',
  says: 'The amount of money of an order is taken for its lots',
  params,
  apply: (setup) => ({ ...setup, config: { ...setup.config, sizing: { lots: Math.max(1, Math.round(entryValue(setup.config))) } } }),
}
