// B1: an account that is so far below its highest mark as its drawdown breaker allows is held back, until an operator lets it go on.

import { watchRules } from '../../engine/watch-rules.js'
import type { EpochMs } from '../../model/time.js'
import type { Invariant } from './invariant.js'

export const drawdown: Invariant = {
  id: 'B1',
  says: 'Equity below its highest mark by the limit holds the account back until an operator lets go',
  begin({ portfolio, postTrade, config, feed }) {
    const rules = watchRules(config)
    const limit = rules?.drawdown?.critical ?? Number.POSITIVE_INFINITY
    if (postTrade === null || rules?.breakers.DRAWDOWN === undefined || !Number.isFinite(limit)) return {}
    const goesOn: EpochMs[] = config.operator.flatMap(({ do: deed, strategy, at }) =>
      deed === 'unlatch' && strategy === undefined ? [Date.parse(at)] : [],
    )
    goesOn.sort((a, b) => a - b)
    let peak = config.cash
    let last = config.cash
    let isHeld = false
    let filledAt = Number.NaN
    return {
      afterEvent(event, time) {
        if (event.kind === 'filled' || event.kind === 'revised') filledAt = time
        return null
      },
      afterTime(time) {
        while ((goesOn[0] ?? Number.POSITIVE_INFINITY) <= time) {
          goesOn.shift()
          peak = last
          isHeld = false
        }
        const isMark = feed.series.some(({ cursor, series }) => series.columns.closeTime[cursor.index] === time)
        const { equity } = portfolio
        // What fills at the open that follows a mark is not in what the breaker saw: it saw more, or as much.
        if (isMark && filledAt === time && equity < last) last = equity
        if (isMark && filledAt !== time && Number.isFinite(equity)) {
          last = equity
          peak = Math.max(peak, equity)
          isHeld ||= peak - equity >= limit * peak && equity < peak
        }
        if (!isHeld || postTrade.levelOf(null) !== 'active') return null
        return { message: `equity fell to ${last} from ${peak}, and trading goes on`, context: { equity: last, peak, limit } }
      },
    }
  },
}
