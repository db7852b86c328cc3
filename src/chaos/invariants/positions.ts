// I2: a position is the sum of its fills, each told id once, however often and in whatever order they were told.

import type { Fill } from '../../model/fill.js'
import { sign } from '../../model/order.js'
import type { Invariant } from './invariant.js'

export const positions: Invariant = {
  id: 'I2',
  says: 'A position is the sum of its fills, each id once',
  begin({ portfolio }) {
    const known = new Set<number>()
    const sums = new Map<string, number>()
    const key = ({ strategy, instrument }: Fill): string => `${strategy} ${instrument}`
    return {
      afterEvent(event) {
        if (event.kind !== 'filled' || known.has(event.fill.fillId)) return null
        const { fill } = event
        known.add(fill.fillId)
        const sum = (sums.get(key(fill)) ?? 0) + sign(fill.side) * fill.quantity
        sums.set(key(fill), sum)
        const held = portfolio.position(fill.strategy, fill.instrument).quantity
        if (held === sum) return null
        return { message: `${fill.strategy} holds ${held} of ${fill.instrument}, and its fills come to ${sum}`, context: { held, sum } }
      },
    }
  },
}
