// I10: in any second a strategy sends no more orders in an instrument than its limit, and the account no more than its own; what only reduces counts and passes.

import { riskLimits } from '../../engine/config/risk-config.js'
import type { OrderIntent } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import type { Finding, Invariant } from './invariant.js'
import type { SentRequest } from './sent-request.js'

const SECOND_MS = 1000

interface Sender {
  readonly name: string
  readonly limit: number
  /** Of the last second, and of no more. */
  readonly times: EpochMs[]
}

export const messageRate: Invariant = {
  id: 'I10',
  says: 'In any second no more orders go out than the limit',
  begin({ config }) {
    const { messages } = riskLimits(config)
    if (typeof messages !== 'object' || messages === null) return {}
    const { reject, account } = messages
    const everyone: Sender = { name: 'the account', limit: typeof account === 'number' ? account : Number.POSITIVE_INFINITY, times: [] }
    /** By strategy and instrument. */
    const senders = new Map<string, Map<string, Sender>>()
    const intents = new Map<number, OrderIntent>()
    const senderOf = ({ strategy, instrument }: OrderIntent): Sender => {
      const ofStrategy = senders.get(strategy) ?? new Map<string, Sender>()
      senders.set(strategy, ofStrategy)
      const known = ofStrategy.get(instrument) ?? { name: `${strategy} in ${instrument}`, limit: reject, times: [] }
      ofStrategy.set(instrument, known)
      return known
    }
    return {
      sent(request, time): Finding {
        const intent = intentOf(request, intents)
        if (intent === undefined) return null
        const own = senderOf(intent)
        const triggers = intent.children.filter(({ role }) => role === 'triggered').length
        for (const sender of [own, everyone]) {
          const { name, limit, times } = sender
          while ((times[0] ?? time) <= time - SECOND_MS) times.shift()
          for (let k = 0; k <= triggers; k++) times.push(time)
          if (times.length <= limit || (intent.reduceOnly && triggers === 0)) continue
          return {
            message: `${name} sent ${times.length} orders within a second, ${limit} are allowed`,
            context: { sent: times.length, limit },
          }
        }
        return null
      },
    }
  },
}

/** The order that goes out, or whose change does; a cancel is no order. */
function intentOf(request: SentRequest, intents: Map<number, OrderIntent>): OrderIntent | undefined {
  if (request.kind === 'modify') {
    const changed = intents.get(request.change.clientOrderId)
    return changed === undefined ? undefined : { ...changed, children: [] }
  }
  if (request.kind !== 'submit') return undefined
  intents.set(request.ticket.clientOrderId, request.ticket.intent)
  return request.ticket.intent
}
