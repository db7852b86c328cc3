// B3: an account that falls so far within the minutes of its rapid drawdown breaker as that allows is held back, until an operator lets it go on.

import type { EpochMs } from '../../model/time.js'
import { moneyTexts } from './amount-text.js'
import type { Invariant } from './invariant.js'
import { Marks } from './marks.js'

interface Mark {
  readonly time: EpochMs
  readonly equity: number
}

export const rapidDrawdown: Invariant = {
  id: 'B3',
  says: 'Equity that falls by the limit within its minutes holds the account back until an operator lets go',
  begin(run, books) {
    const { portfolio, postTrade } = run
    const { rules } = books
    const { critical: limit = Number.POSITIVE_INFINITY, windowMs = 0 } = rules?.rapidDrawdown ?? {}
    if (postTrade === null || rules?.breakers.RAPID_DRAWDOWN === undefined || !Number.isFinite(limit)) return {}
    const marks = new Marks(run, books, null)
    /** Each is lower than those before it: of what came before a higher one nothing falls any more. */
    let window: Mark[] = []
    let found: { readonly equity: number; readonly peak: number } | null = null

    /** Answers the highest within the minutes. */
    const see = (mark: Mark): number => {
      while ((window.at(-1)?.equity ?? Number.POSITIVE_INFINITY) <= mark.equity) window.pop()
      window.push(mark)
      while ((window[0] as Mark).time < mark.time - windowMs) window.shift()
      return (window[0] as Mark).equity
    }
    return {
      afterTime(time) {
        if (marks.wentOn(time)) {
          window = []
          found = null
        }
        const { equity } = portfolio
        if (marks.isPlain(time) && Number.isFinite(equity)) {
          const peak = see({ time, equity })
          if (peak - equity >= limit * peak && equity < peak) found ??= { equity, peak }
        }
        if (found === null || postTrade.levelOf(null) !== 'active') return null
        const { peak } = found
        const [to, from] = moneyTexts(found.equity, peak)
        return {
          message: `equity fell to ${to} from ${from} within ${windowMs / 60_000} minutes, and trading goes on`,
          context: { equity: found.equity, peak, limit },
        }
      },
    }
  },
}
