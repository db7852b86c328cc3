// R1: while the line is down nothing goes out, and until a statement has what we have nothing that could open or add. Who never asks for one has to know it too.

import { reconcileEveryMs } from '../../engine/config/watch-rules.js'
import type { BrokerOrder, Statement } from '../../model/broker.js'
import { assetOf } from '../../model/instrument.js'
import { sign } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import type { Finding, Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'
import type { SentRequest } from './sent-request.js'

export const unreconciled: Invariant = {
  id: 'R1',
  says: 'Until the books of the broker are known to be ours only what makes positions smaller goes out, and nothing while the line is down',
  begin(run, { listings, orders }, trouble) {
    const everyMs = reconcileEveryMs(run.config)
    if (everyMs === null || !canBeFollowed(run)) return {}
    const known = new Set<number>()
    const revised = new Set<number>()
    let isDown = false
    /** Since when they are not known to agree; null while they are. */
    let since: EpochMs | null = null
    /** Since when the broker states other books, whether or not it was asked; null while it does not. */
    let misstatedSince: EpochMs | null = null

    /** Whether the two hold the same, once what we have not heard of yet is counted. */
    const agrees = ({ lots, executions, working }: Statement): boolean => {
      const rest = new Map(lots)
      for (const { instrument, quantity } of run.portfolio.openPositions()) take(rest, assetOf(instrument), quantity)
      for (const fill of executions) {
        if (known.has(fill.fillId)) continue
        const { instrument, side, quantity } = fill
        take(rest, listings.assetOf(instrument), sign(side) * quantity)
      }
      for (const left of rest.values()) if (left !== 0) return false
      return !hasTwins(working)
    }
    const leak = (request: SentRequest): Finding => {
      if (request.kind !== 'submit' && request.kind !== 'modify') return null
      const id = request.kind === 'submit' ? request.ticket.clientOrderId : request.change.clientOrderId
      const intent = orders.get(id)?.intent
      if (intent === undefined || since === null) return null
      const { strategy, side, instrument, role, reduceOnly, children } = intent
      if (!isDown && reduceOnly && children.length === 0) return null
      const why = isDown ? 'the line is down' : 'the books are not known to agree'
      return {
        message: `${why}, and a ${role} of ${strategy} to ${side} ${instrument} goes out`,
        context: { order: id, since },
      }
    }
    return {
      sent: leak,
      afterEvent(event, time) {
        if (event.kind === 'filled') known.add(event.fill.fillId)
        if (event.kind === 'revised') revised.add(event.fill.fillId)
        if (event.kind === 'disconnected') isDown = true
        if (event.kind === 'reconnected') isDown = false
        if (event.kind === 'disconnected' || event.kind === 'reconnected') since ??= time
        if (event.kind !== 'statement' || isDown) return null
        // What was taken back and not told yet is not reckoned here.
        if (event.statement.revisions.some(({ fill }) => !revised.has(fill.fillId))) return null
        since = agrees(event.statement) ? null : (since ?? time)
        return null
      },
      afterTime(time) {
        const statement = trouble.misstated(time)
        misstatedSince = statement === null || agrees(statement) ? null : (misstatedSince ?? time)
        // As often as books are to be compared, it is known by now.
        if (misstatedSince !== null && time >= misstatedSince + everyMs) since ??= time
        return null
      },
    }
  },
}

function take(rest: Map<string, number>, asset: string, quantity: number): void {
  rest.set(asset, (rest.get(asset) ?? 0) - quantity)
}

/** Whether two orders work under one id. */
function hasTwins(working: readonly BrokerOrder[]): boolean {
  if (working.length < 2) return false
  return new Set(working.map(({ clientOrderId }) => clientOrderId)).size < working.length
}
