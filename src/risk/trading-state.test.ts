import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TradingLevel } from '../model/breach.js'
import { runs } from '../std/property.testing.js'
import { isStricter, type LatchCause, TradingState } from './trading-state.js'

describe('the trading state', () => {
  test('is active until something holds it, and as strict as the strictest that does', () => {
    const state = new TradingState()
    expect([state.account, state.levelOf('a')]).toEqual(['active', 'active'])
    state.escalate(null, 'reducing', 'DAILY_LOSS', 'lost', 1)
    state.escalate(null, 'halted', 'DRAWDOWN', 'fell', 2)
    state.escalate(null, 'reducing', 'RAPID_DRAWDOWN', 'fell fast', 3)
    expect(state.account).toBe('halted')
    expect(state.transitions.map(({ from, to, cause }) => [from, to, cause])).toEqual([
      ['active', 'reducing', 'DAILY_LOSS'],
      ['reducing', 'halted', 'DRAWDOWN'],
      ['halted', 'halted', 'RAPID_DRAWDOWN'],
    ])
  })

  test('of a strategy is its own or the account’s, whichever is stricter', () => {
    const state = new TradingState()
    state.escalate('a', 'halted', 'STRATEGY_LOSS', 'lost', 1)
    expect([state.levelOf('a'), state.levelOf('b'), state.account]).toEqual(['halted', 'active', 'active'])
    state.escalate(null, 'reducing', 'OPERATOR', 'careful', 2)
    expect([state.levelOf('a'), state.levelOf('b')]).toEqual(['halted', 'reducing'])
    expect([state.causesOf('a'), state.causesOf('b')]).toEqual([['OPERATOR', 'STRATEGY_LOSS'], ['OPERATOR']])
  })

  test('the same cause again changes nothing, a stricter one does', () => {
    const state = new TradingState()
    expect(state.escalate(null, 'halted', 'OPERATOR', 'stop', 1)).toBe(true)
    expect(state.escalate(null, 'reducing', 'OPERATOR', 'less', 2)).toBe(false)
    expect(state.escalate(null, 'halted', 'OPERATOR', 'stop', 3)).toBe(false)
    expect(state.transitions).toHaveLength(1)
    expect(state.account).toBe('halted')
  })

  test('the next session lets go of the daily limit and of nothing else', () => {
    const state = new TradingState()
    state.escalate(null, 'halted', 'DAILY_LOSS', 'lost', 1)
    state.escalate(null, 'reducing', 'KILL_SWITCH', 'enough', 2)
    expect(state.isHeldForTheDay).toBe(true)
    state.beginSession(3)
    expect([state.account, state.isHeldForTheDay]).toEqual(['reducing', false])
    expect(state.transitions.at(-1)).toEqual({
      ...{ time: 3, strategy: null, from: 'halted', to: 'reducing' },
      ...{ cause: 'SESSION', reason: 'a session opens' },
    })
    state.beginSession(4)
    expect(state.transitions).toHaveLength(3)
  })

  test('books that agree let go of what they held and of nothing else', () => {
    const state = new TradingState()
    state.escalate(null, 'reducing', 'RECONCILIATION', '10 and 15', 1)
    state.escalate(null, 'reducing', 'EQUITY_UNKNOWN', 'no mark', 2)
    state.reconciled(3)
    state.reconciled(4)
    expect(state.causesOf('a')).toEqual(['EQUITY_UNKNOWN'])
    expect(state.transitions.slice(2)).toEqual([
      { time: 3, strategy: null, from: 'reducing', to: 'reducing', cause: 'RECONCILED', reason: 'the books agree' },
    ])
  })

  test('an operator lets go of one scope at a time, with a reason', () => {
    const state = new TradingState()
    state.escalate(null, 'halted', 'DRAWDOWN', 'fell', 1)
    state.escalate('a', 'halted', 'STRATEGY_LOSS', 'lost', 1)
    expect(state.unlatch(null, 'looked at it', 2)).toBe(true)
    expect([state.account, state.levelOf('a')]).toEqual(['active', 'halted'])
    expect(state.unlatch(null, 'again', 3)).toBe(false)
    expect(state.unlatch('a', 'fine', 4)).toBe(true)
    expect(state.levelOf('a')).toBe('active')
    expect(state.transitions.at(-1)).toMatchObject({ strategy: 'a', cause: 'OPERATOR', reason: 'fine', to: 'active' })
  })

  test('an operator does not let go of a failure, and is told so', () => {
    const state = new TradingState()
    state.escalate('a', 'halted', 'STRATEGY_FAILED', 'threw', 1)
    expect(state.unlatch('a', 'go on', 2)).toBe(false)
    state.escalate('a', 'halted', 'STRATEGY_LOSS', 'lost', 3)
    expect(state.unlatch('a', 'go on', 4)).toBe(true)
    expect([state.levelOf('a'), state.causesOf('a')]).toEqual(['halted', ['STRATEGY_FAILED']])
    expect(state.transitions.at(-1)).toMatchObject({
      ...{ from: 'halted', to: 'halted', cause: 'OPERATOR' },
      reason: 'go on (STRATEGY_FAILED stays: it is not asked again)',
    })
  })

  test('says whether anything holds anybody', () => {
    const state = new TradingState()
    expect(state.isHeld).toBe(false)
    state.escalate('a', 'reducing', 'OPERATOR', 'careful', 1)
    expect(state.isHeld).toBe(true)
    state.unlatch('a', 'go on', 2)
    expect(state.isHeld).toBe(false)
  })

  test('what is not stricter is not less strict either', () => {
    expect(isStricter('halted', 'reducing')).toBe(true)
    expect(isStricter('reducing', 'reducing')).toBe(false)
    expect(isStricter('active', 'halted')).toBe(false)
  })
})

type Act =
  | { readonly kind: 'escalate'; readonly strategy: string | null; readonly to: TradingLevel; readonly cause: LatchCause }
  | { readonly kind: 'unlatch'; readonly strategy: string | null }
  | { readonly kind: 'session' | 'reconciled' }

const scope = fc.constantFrom(null, 'a', 'b')
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('escalate' as const),
    strategy: scope,
    to: fc.constantFrom('active' as const, 'reducing' as const, 'halted' as const),
    cause: fc.constantFrom<LatchCause[]>('DAILY_LOSS', 'DRAWDOWN', 'RAPID_DRAWDOWN', 'KILL_SWITCH', 'OPERATOR', 'RECONCILIATION'),
  }),
  fc.record({ kind: fc.constant('unlatch' as const), strategy: scope }),
  fc.constant({ kind: 'session' as const }),
  fc.constant({ kind: 'reconciled' as const }),
)

function perform(one: Act, state: TradingState, time: number): void {
  if (one.kind === 'escalate') state.escalate(one.strategy, one.to, one.cause, 'x', time)
  else if (one.kind === 'unlatch') state.unlatch(one.strategy, 'x', time)
  else if (one.kind === 'session') state.beginSession(time)
  else state.reconciled(time)
}

test('I11: it only escalates, but for an operator, the session reset of the daily limit and books that agree', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const state = new TradingState()
      for (const [time, one] of acts.entries()) {
        const before = [state.account, state.levelOf('a'), state.levelOf('b')]
        const heldFor = state.causesOf('a').filter((cause) => cause !== 'DAILY_LOSS' && cause !== 'RECONCILIATION')
        perform(one, state, time)
        const after = [state.account, state.levelOf('a'), state.levelOf('b')]
        if (one.kind !== 'unlatch') expect(state.causesOf('a')).toEqual(expect.arrayContaining([...heldFor]))
        if (one.kind === 'escalate')
          for (const [index, level] of after.entries()) expect(isStricter(before[index] as TradingLevel, level)).toBe(false)
      }
      for (const { from, to, cause } of state.transitions)
        if (isStricter(from, to)) expect(['OPERATOR', 'SESSION', 'RECONCILED']).toContain(cause)
    }),
    { numRuns: runs(10_000) },
  )
})
