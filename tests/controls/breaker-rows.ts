// Breakers and the kill switch as rows of docs/CONTROLS.md: their numbers are those of the guarded profile. One that the config has and this table has not does not compile.

import { type BreakerCode, watchRules } from '../../src/engine/config/watch-rules.js'
import { type BreakerName, type GuardRow, proof } from './guard-row.js'

const guarded = watchRules({ riskProfile: 'guarded', breakers: 'profile', monitors: 'profile', operator: [] })
const tests = {
  breakers: 'src/engine/watch/breakers.test.ts',
  strategyLoss: 'src/engine/watch/strategy-loss.test.ts',
  runaways: 'src/engine/watch/stopped-runaways.test.ts',
  operator: 'src/engine/watch/operator.test.ts',
  isolation: 'src/engine/seats/isolation.test.ts',
  reconciliation: 'src/chaos/faults/reconciliation.test.ts',
  stopRefused: 'src/engine/protection/dropped-stops.test.ts',
} as const

export const breakerRows: Readonly<Record<BreakerName, GuardRow>> = {
  drawdown: {
    title: 'drawdown',
    source: 'FIA 4.2, RTS 6 15(4)',
    definition: 'Equity below its highest mark, which never comes down by itself',
    ...breaker('drawdown', 'DRAWDOWN', `${percent(guarded?.drawdown?.critical)} of the peak`),
    backups: ['dailyLoss', 'rapidDrawdown', 'strategyLoss', 'protection'],
    ...proof('drawdown', tests.breakers, [
      'the drawdown breaker › fires at ten percent below the peak: it halts, and closes at the next price',
      'the drawdown breaker › does not fire a cent above',
    ]),
  },
  dailyLoss: {
    title: 'daily loss',
    source: 'FIA 4.2, RTS 6 15(4)',
    definition: 'Equity below that of the last session’s end. It lets go by itself as the next session opens',
    ...breaker('dailyLoss', 'DAILY_LOSS', `${percent(guarded?.dailyLoss?.critical)} of that equity`),
    backups: ['drawdown', 'rapidDrawdown', 'strategyLoss', 'protection'],
    ...proof('dailyLoss', tests.breakers, [
      'the daily loss breaker › fires at two percent since the last session’s end, and lets go as the next one opens',
      'the daily loss breaker › does not fire a cent above',
    ]),
  },
  rapidDrawdown: {
    title: 'rapid drawdown',
    source: 'FIA 4.2',
    definition: 'Equity below its highest mark of the last minutes',
    ...breaker(
      'rapidDrawdown',
      'RAPID_DRAWDOWN',
      `${percent(guarded?.rapidDrawdown?.critical)} in ${(guarded?.rapidDrawdown?.windowMs ?? 0) / 60_000} minutes`,
    ),
    backups: ['dailyLoss', 'drawdown', 'strategyLoss', 'protection'],
    ...proof('rapidDrawdown', tests.breakers, [
      'the rapid drawdown breaker › fires at five percent within ten minutes',
      'the rapid drawdown breaker › does not fire a cent above, nor for the same fall over eleven minutes',
    ]),
  },
  strategyLoss: {
    title: 'strategy loss',
    source: 'FIA 4.2',
    definition: 'What one strategy has lost: realized, open, fees and what borrowing costs',
    ...breaker('strategyLoss', 'STRATEGY_LOSS', (guarded?.strategyLoss?.critical ?? 0).toLocaleString('en-US')),
    backups: ['drawdown', 'dailyLoss', 'rapidDrawdown', 'protection'],
    ...proof('strategyLoss', tests.strategyLoss, [
      'the strategy loss breaker › fires at a loss of fifty thousand, stops that strategy alone and closes it',
      'the strategy loss breaker › does not fire a cent above',
    ]),
  },
  equityUnknown: {
    title: 'unknown equity',
    source: 'ours (I3)',
    definition: 'Equity is not known, for a close is no price or a rate is not known. It stays latched when equity is known again',
    ...breaker('equityUnknown', 'EQUITY_UNKNOWN', 'at once'),
    backups: ['market data', 'staleAfter'],
    ...proof('equityUnknown', tests.breakers, [
      'equity that is not known › reduces, and stays so when it is known again',
      'equity that is not known › does neither while every mark is a number, and without it the strategy goes on',
    ]),
  },
  repeatedExecution: {
    title: 'runaway strategy',
    source: 'FIA 3.2, 3.4',
    definition:
      'Takes the breaches of three controls: repeated executions, the second level of the message throttle, and a basket that is too large',
    ...breaker('repeatedExecution', 'REPEATED_EXECUTION', 'at once'),
    research: 'at once where one of the three limits is named',
    codes: ['REPEATED_EXECUTION', 'MESSAGE_RATE', 'MAX_BASKET_VALUE'],
    backups: ['throttle', 'dailyTrades', 'daily trades', 'position value', 'strategyLoss'],
    ...proof('repeatedExecution', tests.runaways, [
      'ten orders that fill on one side within a minute › halt their strategy and cancel what it has working, until an operator lets go',
      'ten orders that fill on one side within a minute › nine do not, nor ten of which one is on the other side, nor ten in a longer time',
    ]),
  },
  strategyFailed: {
    title: 'failed strategy',
    source: 'ours',
    definition:
      'A strategy threw, returned what is no signal, or passed its limit of time (`eventLimitMs`) or memory (`memoryLimitMb`) in a worker',
    ...breaker('strategyFailed', 'STRATEGY_FAILED', 'at once'),
    setting: '`onStrategyFailure`, `breakers.strategyFailed`',
    research: 'the run ends; isolated, as in `guarded`',
    backups: ['protection', 'strategyLoss'],
    ...proof('strategyFailed', tests.isolation, [
      'a strategy that › %s is stopped and closed, and its sibling is not touched',
      'a strategy that › sizes with NaN is denied with the number, and goes on',
    ]),
  },
  reconciliation: {
    title: 'reconciliation',
    source: 'FIA 4.1',
    definition:
      'Positions that two statements of the broker in a row have otherwise, with every execution counted; it lets go when the books agree',
    ...breaker('reconciliation', 'RECONCILIATION', 'at the second statement'),
    codes: ['RECONCILIATION', 'TRADING_STATE', 'NOT_CONNECTED'],
    backups: ['position value', 'drawdown'],
    ...proof('reconciliation', tests.reconciliation, [
      'a position that differs at two statements › reduces and cancels what could open, until the books agree',
      'a position that differs at two statements › at one it does neither',
    ]),
  },
  stopRefused: {
    title: 'refused stops',
    source: 'ours',
    definition:
      'The broker did not take three stops in a row, or ended them as soon as they were sent, so a position stands without one; that strategy only',
    ...breaker('stopRefused', 'STOP_REFUSED', 'at the third'),
    backups: ['reconciliation', 'position value', 'strategyLoss', 'drawdown'],
    ...proof('stopRefused', tests.stopRefused, [
      'three stops in a row that the broker ends as soon as they are sent › are the last: what could open is canceled, and nothing opens until an operator lets go',
      'after two that it ends and one that it keeps nothing is held back',
    ]),
  },
  kill: {
    title: 'kill switch',
    source: 'FIA 1.5, RTS 6 12',
    definition: 'An operator throws it (`operator`), for the account or one strategy; it holds until an operator lets go, with a reason',
    setting: '`breakers.kill`, `operator`',
    research: 'does not flatten',
    guarded: guarded?.flattens.has('KILL_SWITCH') ? 'flattens' : 'does not flatten',
    does: 'reduce, cancel everything; flatten where it is told to',
    codes: ['KILL_SWITCH', 'TRADING_STATE'],
    backups: ['drawdown', 'dailyLoss', 'strategyLoss'],
    ...proof('kill', tests.operator, [
      'the kill switch › cancels all that works, blocks what opens, adds or turns, and lets closes pass',
      'the kill switch › thrown at the time of a close goes before the decisions of that close',
    ]),
  },
}

type Ruled = Exclude<BreakerName, 'kill'>

function breaker(name: Ruled, code: BreakerCode, at: string): Pick<GuardRow, 'setting' | 'research' | 'guarded' | 'does' | 'codes'> {
  const rule = guarded?.breakers[code]
  if (rule === undefined) throw new Error(`the guarded profile has no breaker for ${code}`)
  const does = [rule.action, rule.cancel ? 'cancel' : '', rule.flatten ? 'flatten' : ''].filter((deed) => deed !== '').join(', ')
  return { setting: `\`breakers.${name}\``, research: 'off', guarded: at, does, codes: [code, 'TRADING_STATE'] }
}

function percent(share: number | undefined): string {
  return `${Number(((share ?? Number.NaN) * 100).toPrecision(12))}%`
}
