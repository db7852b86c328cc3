import { describe, expect, test } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../model/time.js'
import { fillOf } from '../../portfolio/fill.testing.js'
import { dailyLoss } from './daily-loss.js'
import { rapidDrawdown } from './rapid-drawdown.js'
import { beginCheck, calmFeed, filled, portfolioOf, runInside, watched } from './run-inside.testing.js'
import { strategyLoss } from './strategy-loss.js'

const start = Date.UTC(2024, 0, 1)

/** A guarded account of 100,000 whose equity and level a test sets, mark by mark. */
function marked(invariant: typeof dailyLoss, operator: Parameters<typeof runInside>[0] = {}) {
  const feed = calmFeed(2_000)
  const portfolio = { equity: 100_000 }
  const state = { level: 'active' as 'reducing' | 'active' }
  const run = runInside({ riskProfile: 'guarded', ...operator }, { feed, portfolio, postTrade: watched(state) })
  const check = beginCheck(invariant, run)
  const at = (minute: number, equity: number, level: 'reducing' | 'active' = 'active') => {
    feed.series[0]?.closeAt(minute - 1)
    portfolio.equity = equity
    state.level = level
    return check.afterTime?.(start + minute * MINUTE_MS)
  }
  return { check, at }
}

const unlatch = { operator: [{ at: '2024-01-01T00:03:00Z', do: 'unlatch' as const, reason: 'looked at' }] }

describe('B2', () => {
  test('what a day has lost holds the account back, though it comes again', () => {
    const { at } = marked(dailyLoss)
    expect(at(1, 98_001)).toBeNull()
    expect(at(2, 98_000, 'reducing')).toBeNull()
    expect(at(3, 99_000)).toMatchObject({ context: { before: 100_000, limit: 0.02 } })
  })

  test('is counted from the equity before the day, and lets go on the next', () => {
    const { at } = marked(dailyLoss)
    expect(at(1, 98_000, 'reducing')).toBeNull()
    const next = DAY_MS / MINUTE_MS
    expect(at(next + 1, 97_000)).toBeNull()
    expect(at(next + 2, 96_039)).toMatchObject({ context: { equity: 96_039, before: 98_000 } })
  })

  test('an operator lets go', () => {
    const { at } = marked(dailyLoss, unlatch)
    expect(at(1, 97_000, 'reducing')).toBeNull()
    expect(at(3, 97_000)).toBeNull()
    expect(at(4, 95_000)).toMatchObject({ context: { before: 97_000 } })
  })
})

describe('B3', () => {
  test('a fall within the minutes holds the account back', () => {
    const { at } = marked(rapidDrawdown)
    expect(at(1, 100_000)).toBeNull()
    expect(at(6, 102_000)).toBeNull()
    expect(at(16, 96_900, 'reducing')).toBeNull()
    expect(at(17, 101_000)).toMatchObject({ context: { equity: 96_900, peak: 102_000, limit: 0.05 } })
  })

  test('one that takes longer does not, and an operator lets go', () => {
    const { at } = marked(rapidDrawdown, unlatch)
    expect(at(1, 100_000)).toBeNull()
    expect(at(2, 95_000, 'reducing')).toBeNull()
    expect(at(3, 95_000)).toBeNull()
    expect(at(14, 90_000)).toBeNull()
    expect(at(15, 90_000)).toBeNull()
  })
})

describe('B4', () => {
  const losing = (level: 'halted' | 'active') => {
    const feed = calmFeed()
    const portfolio = portfolioOf(feed)
    const state = { level: level as 'halted' | 'active' }
    const run = runInside(
      { riskProfile: 'guarded', breakers: { strategyLoss: { at: 500 } } },
      { feed, portfolio, postTrade: watched(state) },
    )
    const check = beginCheck(strategyLoss, run)
    return { check, state, at: (minute: number) => check.afterTime?.(start + minute * MINUTE_MS) }
  }

  test('a loss that is open counts', () => {
    const { check, at } = losing('active')
    check.afterEvent?.(filled(fillOf(10, 149, { fee: 9 })), start)
    expect(at(1)).toBeNull()
    check.afterEvent?.(filled(fillOf(1, 102)), start)
    expect(at(1)).toMatchObject({ message: expect.stringContaining('s has lost'), context: { lost: 501, limit: 500 } })
  })

  test('a strategy that is held back may have lost it', () => {
    const { check, state, at } = losing('halted')
    check.afterEvent?.(filled(fillOf(10, 160)), start)
    expect(at(1)).toBeNull()
    state.level = 'active'
    expect(at(1)).toMatchObject({ context: { lost: 600 } })
  })

  test('a fill that was taken back costs nothing', () => {
    const { check, at } = losing('active')
    const fill = fillOf(10, 160)
    check.afterEvent?.(filled(fill), start)
    check.afterEvent?.({ kind: 'revised', clientOrderId: 1, time: start, fill, becomes: null }, start)
    expect(at(1)).toBeNull()
  })
})
