// Settlement: when the proceeds of a sale are there to be drawn. A purchase counts at once, as Interactive Brokers reckons settled cash.

import { calendar } from '../data/calendar/calendar.js'
import type { Instrument } from '../model/instrument.js'
import type { EpochMs, IsoDate } from '../model/time.js'

interface Cycle {
  /** First trade date. */
  readonly from: IsoDate
  /** Sessions from the trade date to settlement. */
  readonly sessions: number
}

/**
 * US securities, SEC rule 15c6-1: three days from 1995-06-07 (Release 34-33023), two from 2017-09-05 (34-80295), one from 2024-05-28 (34-96930);
 * before the rule five were the custom.
 */
const securities: readonly Cycle[] = [
  { from: '2024-05-28', sessions: 1 },
  { from: '2017-09-05', sessions: 2 },
  { from: '1995-06-07', sessions: 3 },
  { from: '0000-01-01', sessions: 5 },
]

/** Sessions from a trade to its settlement: stocks, funds and indices by the table, spot forex two, coins and futures none. */
function settlementSessions({ assetClass }: Instrument, tradeDate: IsoDate): number {
  if (assetClass === 'crypto' || assetClass === 'future') return 0
  if (assetClass === 'forex') return 2
  return (securities.find(({ from }) => from <= tradeDate) as Cycle).sessions
}

/** When a trade settles: at the open of the session that the cycle ends in, by the instrument's calendar; at once where there is no cycle. */
export function settlementTime(instrument: Instrument, time: EpochMs): EpochMs {
  const sessions = calendar(instrument.calendar)
  const tradeDate = sessions.sessionDate(time)
  let left = settlementSessions(instrument, tradeDate)
  if (left === 0) return time
  let session = sessions.next(tradeDate)
  while (--left > 0) session = sessions.next(session.date)
  return session.open
}

/** Proceeds on their way, in the account's currency. */
export class Settlement {
  /** By time of settlement, soonest first: a few at most, for the sales of a session settle together. */
  readonly #pending: { readonly time: EpochMs; amount: number }[] = []

  /** A sale's proceeds; fewer than none for a sale that is taken back. */
  add(instrument: Instrument, time: EpochMs, amount: number): void {
    const due = settlementTime(instrument, time)
    if (due <= time) return
    const index = this.#pending.findIndex((one) => one.time >= due)
    const found = this.#pending[index]
    if (found?.time === due) found.amount += amount
    else this.#pending.splice(index < 0 ? this.#pending.length : index, 0, { time: due, amount })
  }

  /** What has not settled at a time, which never goes back. */
  unsettled(time: EpochMs): number {
    while (this.#pending[0] !== undefined && this.#pending[0].time <= time) this.#pending.shift()
    return this.#pending.reduce((sum, { amount }) => sum + amount, 0)
  }
}
