// The Plan to Address Extraordinary Market Volatility (Limit Up-Limit Down), by date: in which hours it is in force, and how wide its bands are.

import type { Session } from '../../../data/calendar/session.js'
import { type EpochMs, MINUTE_MS } from '../../../model/time.js'

/*
 * Plan: SEC Release 34-67091 (31 May 2012, 77 FR 33498), Appendix A for the percentages. Phase I from 8 April 2013: tier 1, 9:45 to 15:30. Phase II from
 * 5 August 2013: all stocks (tier 2 was added over the following four weeks), 9:30 to 15:45 (Nasdaq Equity Regulatory Alert 2013-9). To the close from
 * 24 February 2014 (Amendment 6; Nasdaq Equity Trader Alert 2013-111). Amendment 18 (Release 34-85623, 11 April 2019), in operation since 24 February
 * 2020: no doubling at the open, and none at the close for tier 2 above 3.00. An early close shifts what is counted from the close.
 */
const PHASE_1 = '2013-04-08'
const PHASE_2 = '2013-08-05'
const TO_THE_CLOSE = '2014-02-24'
const AMENDMENT_18 = '2020-02-24'

export interface LuldStock {
  readonly tier: 1 | 2
  /** Size of a fund's leverage, 1 for others: it multiplies the percentages of tier 2. */
  readonly leverage: number
}

/** Whether bands are in force at a time of a session. */
export function isInForce({ date, open, close }: Session, time: EpochMs, { tier }: LuldStock): boolean {
  if (date < PHASE_1 || (tier === 2 && date < PHASE_2)) return false
  const begins = date < PHASE_2 ? open + 15 * MINUTE_MS : open
  const ends = date < PHASE_2 ? close - 30 * MINUTE_MS : date < TO_THE_CLOSE ? close - 15 * MINUTE_MS : close
  return time >= begins && time < ends
}

/** Half the width of the band, in price: for a stock that closed at `previousClose` the day before. */
export function bandHalfWidth(reference: number, previousClose: number, session: Session, time: EpochMs, stock: LuldStock): number {
  const times = (isDoubled(session, time, stock, previousClose) ? 2 : 1) * (stock.tier === 2 ? stock.leverage : 1)
  if (previousClose < 0.75) return Math.min(0.15, 0.75 * reference) * times
  if (previousClose <= 3) return 0.2 * reference * times
  return (stock.tier === 1 ? 0.05 : 0.1) * reference * times
}

/** 9:30 to 9:45 and the last 25 minutes. */
function isDoubled({ date, open, close }: Session, time: EpochMs, { tier }: LuldStock, previousClose: number): boolean {
  const atClose = time >= close - 25 * MINUTE_MS
  if (date < AMENDMENT_18) return atClose || time < open + 15 * MINUTE_MS
  return atClose && (tier === 1 || previousClose <= 3)
}
