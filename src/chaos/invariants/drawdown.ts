// B1: an account that is so far below its highest mark as its drawdown breaker allows is held back, until an operator lets it go on.

import { moneyTexts } from './amount-text.js'
import type { Invariant } from './invariant.js'
import { Marks } from './marks.js'

export const drawdown: Invariant = {
  id: 'B1',
  says: 'Equity below its highest mark by the limit holds the account back until an operator lets go',
  begin(run, books) {
    const { portfolio, postTrade, config } = run
    const { rules } = books
    const limit = rules?.drawdown?.critical ?? Number.POSITIVE_INFINITY
    if (postTrade === null || rules?.breakers.DRAWDOWN === undefined || !Number.isFinite(limit)) return {}
    const marks = new Marks(run, books, null)
    let peak = config.cash
    let last = config.cash
    let isHeld = false
    return {
      afterTime(time) {
        if (marks.wentOn(time)) {
          peak = last
          isHeld = false
        }
        const { equity } = portfolio
        const isPlain = marks.isPlain(time)
        // It saw more than this, or as much.
        if (!isPlain && equity < last && marks.isMark(time)) last = equity
        if (isPlain && Number.isFinite(equity)) {
          last = equity
          peak = Math.max(peak, equity)
          isHeld ||= peak - equity >= limit * peak && equity < peak
        }
        if (!isHeld || postTrade.levelOf(null) !== 'active') return null
        const [to, from] = moneyTexts(last, peak)
        return { message: `equity fell to ${to} from ${from}, and trading goes on`, context: { equity: last, peak, limit } }
      },
    }
  },
}
