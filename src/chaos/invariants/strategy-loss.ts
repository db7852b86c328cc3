// B4: a strategy that has lost as much as it may, open positions at their marks and fees among it, is held back until an operator lets it go on.

import type { RunInside } from '../../engine/injection.js'
import { assetOf } from '../../model/instrument.js'
import { moneyText } from './amount-text.js'
import type { Invariant } from './invariant.js'
import { Marks } from './marks.js'
import { StrategyResults } from './strategy-results.js'

/** Sums of the same doubles in another order differ by this part of the limit, at most. */
const ROUNDING = 1e-6

interface Loser {
  readonly marks: Marks
  /** The result that its loss is counted from. */
  from: number
  last: number
  lost: number | null
}

export const strategyLoss: Invariant = {
  id: 'B4',
  says: 'A strategy that has lost its limit, open positions at their marks, is held back until an operator lets go',
  begin(run, books) {
    const { portfolio, postTrade } = run
    const { rules } = books
    const limit = rules?.strategyLoss?.critical ?? Number.POSITIVE_INFINITY
    if (postTrade === null || rules?.breakers.STRATEGY_LOSS === undefined || !Number.isFinite(limit)) return {}
    if (!onlyTradesCost(run)) return {}
    const book = new StrategyResults(run, books)
    const account = new Marks(run, books, null)
    let isTold = true
    const losers = new Map<string, Loser>()
    const loserOf = (strategy: string): Loser => {
      const known = losers.get(strategy) ?? { marks: new Marks(run, books, strategy), from: 0, last: 0, lost: null }
      losers.set(strategy, known)
      return known
    }
    const look = (one: Loser, result: number): void => {
      if (!Number.isFinite(result)) return
      one.last = result
      if (one.from - result >= limit * (1 + ROUNDING)) one.lost ??= one.from - result
    }
    return {
      afterEvent(event) {
        // What is taken back of another currency was paid at a rate of then.
        if (event.kind === 'revised' && !portfolio.isOneCurrency) isTold = false
        book.heard(event)
        return null
      },
      afterTime(time) {
        for (const one of losers.values()) if (one.marks.wentOn(time)) goOn(one)
        if (isTold && account.isPlain(time) && Number.isFinite(portfolio.equity)) {
          for (const [strategy, result] of book.results) look(loserOf(strategy), result)
        }
        for (const [strategy, { lost }] of losers) {
          if (lost === null || postTrade.levelOf(strategy) !== 'active') continue
          return { message: `${strategy} has lost ${moneyText(lost)}, and trades on`, context: { lost, limit } }
        }
        return null
      },
    }
  },
}

function goOn(one: Loser): void {
  one.from = Math.min(one.from, one.last)
  one.lost = null
}

/** Whether a result is what fills brought: one currency or cash that is converted as it comes, each asset in one listing, no acts of companies, nothing to pay for what is borrowed. */
function onlyTradesCost({ feed, portfolio, config }: RunInside): boolean {
  const listings = feed.series.filter(({ executes }) => executes).map(({ series }) => series)
  const isFree = typeof config.borrowFee === 'number' ? config.borrowFee === 0 : Object.values(config.borrowFee).every((fee) => fee === 0)
  const isAlone = listings.every(({ instrument, actions = [] }) => assetOf(instrument) === instrument.id && actions.length === 0)
  return isFree && isAlone && (portfolio.isOneCurrency || portfolio.convertsCash)
}
