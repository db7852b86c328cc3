// What a run has to say of its broker: lost connections, the account as the broker saw it last, and reports that came late or twice.

import type { SessionEvent } from '../../model/broker.js'
import { formatTime } from '../../model/time.js'
import type { Anomalies } from '../../orders/executions.js'

export function brokerNotes(sessions: readonly SessionEvent[], { lateFills, repeats, revisions, twinFills }: Anomalies): string[] {
  const found = sessions.flatMap((event) => {
    if (event.kind === 'disconnected') return [`The broker was disconnected at ${formatTime(event.time)}: ${event.why}.`]
    if (event.kind === 'next-id') return [`The broker said at ${formatTime(event.time)} that ids begin anew at ${event.id}: ours went on.`]
    return event.kind === 'reconnected' ? [`The broker was connected again at ${formatTime(event.time)}.`] : []
  })
  const account = sessions.findLast((event) => event.kind === 'account')
  if (account !== undefined)
    found.push(`The broker told of the account last at ${formatTime(account.time)}: cash ${account.cash}, equity ${account.equity}.`)
  if (lateFills > 0) found.push(`${counted(lateFills, 'fill')} came after the end of an order: booked, and the order stayed ended.`)
  if (repeats > 0) found.push(`${counted(repeats, 'fill or charge', 'fills or charges')} came twice: counted once.`)
  if (revisions > 0) found.push(`${counted(revisions, 'fill')} taken back or put right by the venue: the ledger has them as they stand.`)
  if (twinFills > 0) found.push(`${counted(twinFills, 'fill')} came of orders that a change had left at work: booked, in no order's sums.`)
  return found
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
