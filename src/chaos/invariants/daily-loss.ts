// B2: an account that has lost so much since its last session as the limit of the day allows is held back until the next one, or until an operator lets it go on.

import { calendar } from '../../data/calendar/calendar.js'
import { dayEnd } from '../../engine/time/trading-day.js'
import type { EpochMs } from '../../model/time.js'
import { moneyTexts } from './amount-text.js'
import type { Invariant } from './invariant.js'
import { Marks } from './marks.js'

export const dailyLoss: Invariant = {
  id: 'B2',
  says: 'What a day has lost by its limit holds the account back for the day, or until an operator lets go',
  begin(run, books) {
    const { portfolio, postTrade, config, feed } = run
    const { rules } = books
    const limit = rules?.dailyLoss?.critical ?? Number.POSITIVE_INFINITY
    const first = feed.series[0]
    const isWatched = postTrade !== null && rules?.breakers.DAILY_LOSS !== undefined && Number.isFinite(limit)
    if (first === undefined || !isWatched) return {}
    const days = calendar(first.series.instrument.calendar)
    const marks = new Marks(run, books, null)
    let day: EpochMs = Number.NEGATIVE_INFINITY
    let before = config.cash
    let last = config.cash
    let isHeld = false
    return {
      afterTime(time) {
        if (time >= day) isHeld = false
        if (marks.wentOn(time)) {
          before = Math.min(before, last)
          isHeld = false
        }
        if (!marks.isMark(time)) return null
        if (time > day) {
          day = dayEnd(days, time)
          before = last
          isHeld = false
        }
        const { equity } = portfolio
        const isPlain = marks.isPlain(time)
        // It saw more than this, or as much.
        if (!isPlain && equity < last) last = equity
        if (isPlain && Number.isFinite(equity)) {
          last = equity
          isHeld ||= before - equity >= limit * before && equity < before
        }
        if (!isHeld || postTrade.levelOf(null) !== 'active') return null
        const [to, from] = moneyTexts(last, before)
        return { message: `equity fell to ${to} from ${from} in a day, and trading goes on`, context: { equity: last, before, limit } }
      },
    }
  },
}
