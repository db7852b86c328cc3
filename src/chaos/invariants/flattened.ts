// K1: what a breaker or the kill switch is to flatten is flat some time after it has fired, or a close of it works: a latch alone takes no risk away.

import { calendar } from '../../data/calendar/calendar.js'
import type { Breach } from '../../model/breach.js'
import type { EpochMs } from '../../model/time.js'
import type { Finding, Invariant } from './invariant.js'
import { type BookedPosition, canBeFollowed } from './position-book.js'
import { timeToSettle } from './time-to-settle.js'

export const flattened: Invariant = {
  id: 'K1',
  says: 'Some time after a latch that flattens, what it is to close is flat, or a close of it works',
  begin(run, { rules, listings, orders, ours }, trouble) {
    const { postTrade } = run
    const bound = timeToSettle(run)
    const breakers = rules?.breakers ?? {}
    if (postTrade === null || bound === null || !canBeFollowed(run)) return {}
    const { breaches } = postTrade.result
    /** When each strategy, or the account (null), was to be flattened. */
    const firedAt = new Map<string | null, EpochMs>()
    /** When a fill, or what became of one, last changed it. */
    const movedAt = new Map<BookedPosition, EpochMs>()
    let seen = 0
    let connectedAt: EpochMs = Number.NEGATIVE_INFINITY

    const note = ({ code, severity, strategy, time }: Breach): void => {
      if (severity === 'critical' && breakers[code as 'DRAWDOWN']?.flatten && !firedAt.has(strategy)) firedAt.set(strategy, time)
    }
    const letGo = (): void => {
      for (const strategy of firedAt.keys()) if (postTrade.levelOf(strategy) === 'active') firedAt.delete(strategy)
    }
    /** When what a position hangs on last came to be: the latch, the end of the trouble, a line that is up, its last fill or what became of one. */
    const sinceOf = (position: BookedPosition): EpochMs =>
      Math.max(
        Math.min(firedAt.get(position.strategy) ?? Number.POSITIVE_INFINITY, firedAt.get(null) ?? Number.POSITIVE_INFINITY),
        trouble.until(),
        connectedAt,
        movedAt.get(position) ?? Number.NEGATIVE_INFINITY,
      )
    const isClosing = ({ strategy, asset, lots }: BookedPosition): boolean =>
      [...orders.live].some(({ intent: { role, side, instrument, strategy: whose } }) => {
        const isOf = whose === strategy && listings.assetOf(instrument) === asset
        return isOf && (role === 'flatten' || role === 'liquidation') && (side === 'buy') === lots < 0
      })
    /** Open for as long, so that there were prices to close at. */
    const couldClose = ({ asset }: BookedPosition, time: EpochMs): boolean => {
      const { calendar: hours } = listings.inAsset(asset)
      const session = calendar(hours).sessionAt(time)
      return session !== null && session.open <= time - bound
    }
    const look = (time: EpochMs): Finding => {
      for (const position of ours.positions) {
        if (position.lots === 0 || sinceOf(position) + bound > time || isClosing(position) || !couldClose(position, time)) continue
        const { strategy, asset, lots } = position
        return {
          message: `${strategy} was to be flattened, and holds ${lots} of ${asset}, of which nothing closes`,
          context: { held: lots },
        }
      }
      return null
    }
    return {
      afterEvent(event, time) {
        const moved = event.kind === 'filled' || event.kind === 'revised' ? ours.at(event.fill.strategy, event.fill.instrument) : undefined
        if (moved !== undefined) movedAt.set(moved, time)
        if (event.kind === 'disconnected') connectedAt = Number.POSITIVE_INFINITY
        if (event.kind === 'reconnected') connectedAt = time
        return null
      },
      afterTime(time) {
        for (; seen < breaches.length; seen++) note(breaches[seen] as Breach)
        if (firedAt.size === 0) return null
        letGo()
        return firedAt.size === 0 ? null : look(time)
      },
    }
  },
}
