// A strategy that throws dice: what it does hangs on its random stream alone.

import { z } from 'zod'
import { enterLong, exit } from '../../src/model/signal.js'
import { defineStrategy } from '../../src/strategy/define-strategy.js'

export const dice = defineStrategy({
  name: 'dice',
  params: z.object({}),
  onBar({ position, random }) {
    if (random.integer(6) < 5) return undefined
    return position.isFlat ? enterLong({ confidence: random.next() }) : exit()
  },
})
