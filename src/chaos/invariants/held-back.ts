// I5: while trading is held back nothing goes out that could open, add or flip; and every order that a kill or a breaker ends is ended, or asked to end, again at the mark after a refusal.

import { protectionRule } from '../../engine/config/protection-config.js'
import { samePrice } from '../../engine/planning/same-order.js'
import type { StateTransition } from '../../model/breach.js'
import type { EpochMs } from '../../model/time.js'
import type { Finding, Invariant } from './invariant.js'
import { type BookedOrder, isStop, lotsAsked, type OrderBook } from './order-book.js'
import { canBeFollowed } from './position-book.js'
import type { SentRequest } from './sent-request.js'

/** What the system itself sends: under `halted` there is nothing else. Of these it changes the quantity alone. */
const systemRoles = new Set(['flatten', 'liquidation', 'stop', 'target'])

/** Fractions of lots add up to this part. */
const ROUNDING = 1e-9

/** Whose orders are to end, and which of them. */
interface Ending {
  readonly time: EpochMs
  readonly strategy: string | null
  readonly everything: boolean
}

export const heldBack: Invariant = {
  id: 'I5',
  says: 'While trading is held back only what makes positions smaller goes out, and no order that was to end works on',
  begin(run, { rules, orders: book, ours }) {
    const { postTrade, config, feed } = run
    if (postTrade === null || !canBeFollowed(run)) return {}
    const isSupervised = protectionRule(config.protection, config.riskProfile === 'guarded') !== null
    const deeds = config.operator
      .flatMap(({ at, do: deed, strategy = null }) =>
        deed === 'unlatch' ? [] : [{ time: Date.parse(at), strategy, everything: deed === 'kill' }],
      )
      .sort((a, b) => a.time - b.time)
    const { transitions } = postTrade.result
    const doomed = new Set<BookedOrder>()
    /** When the broker last refused to end an order. */
    const refusedAt = new Map<BookedOrder, EpochMs>()
    let seen = 0

    const cancels = ({ cause, to }: StateTransition): boolean =>
      cause !== 'OPERATOR' && cause !== 'SESSION' && to !== 'active' && rules?.breakers[cause as 'DRAWDOWN']?.cancel === true
    const doom = ({ time, strategy, everything }: Ending): void => {
      for (const order of book.live) {
        const isTheirs = strategy === null || order.intent.strategy === strategy
        if (isTheirs && order.intent.role !== 'liquidation' && (everything || !order.intent.reduceOnly) && order.sentAt < time)
          doomed.add(order)
      }
    }
    /** Whether a refusal stands: no mark has come since then, or nothing holds its strategy back any more. */
    const mayWork = (order: BookedOrder, time: EpochMs): boolean => {
      const refused = refusedAt.get(order)
      if (refused === undefined) return false
      if (postTrade.levelOf(order.intent.strategy) === 'active') return doomed.delete(order)
      return feed.closingCount === 0 || refused === time
    }
    const worksOn = (time: EpochMs): Finding => {
      for (const order of doomed) {
        if (order.isOver || order.isCancelAsked || mayWork(order, time)) continue
        const { strategy, side, instrument } = order.intent
        return { message: `order ${order.id} of ${strategy}, ${side} ${instrument}, was to end and works on`, context: { order: order.id } }
      }
      return null
    }
    const leak = (order: BookedOrder | undefined, request: SentRequest): Finding => {
      if (order === undefined || request.kind === 'cancel' || request.kind === 'cancel-one' || request.kind === 'cancel-all') return null
      const { intent } = order
      const level = postTrade.levelOf(intent.strategy)
      if (level === 'active') return null
      const held = ours.lotsOf(intent.strategy, intent.instrument)
      const lots = lotsOut(order, request)
      const closes = intent.reduceOnly && intent.children.length === 0 && (intent.side === 'buy' ? -held : held) >= lots
      // The supervisor keeps a stop of the strategy as large as the position, too; a price it leaves.
      const isSupervisors = isSupervised && isStop(intent) && lots >= Math.abs(held) * (1 - ROUNDING)
      const isSystems =
        request.kind === 'submit'
          ? systemRoles.has(intent.role)
          : staysWhereItIs(order, request) && (systemRoles.has(intent.role) || isSupervisors)
      if (closes && (level === 'reducing' || isSystems)) return null
      const { strategy, side, instrument, role } = intent
      return {
        message: `${strategy} is ${level} with ${held} of ${instrument}, and its ${role} to ${side} ${lots} goes out`,
        context: { level, held, lots, order: order.id },
      }
    }
    return {
      sent: (request) => leak(sentOrder(book, request), request),
      afterEvent(event, time) {
        const refused = event.kind === 'cancel-rejected' ? book.of(event) : undefined
        if (refused !== undefined) refusedAt.set(refused, time)
        return null
      },
      afterTime(time) {
        for (let deed = deeds[0]; deed !== undefined && deed.time <= time; deed = deeds[0]) {
          doom({ ...deed, time })
          deeds.shift()
        }
        for (; seen < transitions.length; seen++) {
          const one = transitions[seen] as StateTransition
          if (cancels(one)) doom({ time: one.time, strategy: one.strategy, everything: false })
        }
        return doomed.size === 0 ? null : worksOn(time)
      },
      atEnd: worksOn,
    }
  },
}

/** The size that goes out, and not the larger one that works until a change is confirmed. */
function lotsOut(order: BookedOrder, request: SentRequest): number {
  const changed = request.kind === 'modify' ? request.change.quantity : null
  return (changed === null ? order.lots : lotsAsked(order, changed)) - order.filled
}

/** Whether it is a change that leaves the price. */
function staysWhereItIs({ price }: BookedOrder, request: SentRequest): boolean {
  return request.kind === 'modify' && samePrice(price, request.change.price)
}

/** What a new order or a change is about. */
function sentOrder(book: OrderBook, request: SentRequest): BookedOrder | undefined {
  if (request.kind === 'submit') return book.get(request.ticket.clientOrderId)
  return request.kind === 'modify' ? book.get(request.change.clientOrderId) : undefined
}
