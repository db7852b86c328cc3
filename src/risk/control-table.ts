// The pre-trade controls by the names that people know them by: docs/CONTROLS.md is made of this table, and a control that is not in it does not compile.

import type { BreachCode } from '../model/breach.js'
import type { DenialCode } from '../model/denial.js'
import { percentText } from '../std/percent-text.js'
import { type RiskLimits, guardedLimits as usual } from './limits.js'

/** A file and the name of a test in it. */
export type TestName = readonly [file: string, name: string]

export interface ControlRow {
  readonly name: string
  /** The rule that asks for it; empty where it is only our own. */
  readonly source: string
  readonly definition: string
  /** Fields of `limits`; none where no number bounds it. */
  readonly limits: readonly (keyof RiskLimits)[]
  /** What the `guarded` profile takes. */
  readonly usual: string
  readonly codes: readonly (DenialCode | BreachCode)[]
  readonly fires: TestName
  readonly spares: TestName
  /** What happens without it and what would stand in for it. */
  readonly ablation: TestName
}

/** The controls that have a limit, in the order they are asked; the first of them before every other control. */
export const limitControlTable = [
  {
    name: 'message throttle',
    source: 'FIA 3.4',
    definition:
      'Orders that a strategy sends in one instrument within a second, changes and what orders trigger among them; beyond the second level of what it tries to send the strategy is stopped. All that the account sends in a second has a bound of its own. What only reduces is counted and let pass',
    limits: ['messages'],
    usual: `${usual.messages.reject} sent, ${usual.messages.terminate} tried, ${usual.messages.account} in the account`,
    codes: ['MESSAGE_RATE'],
    ...testsOf(
      'message-throttle',
      'the order after as many as may be sent in a second is denied',
      'as many as may be sent in a second are',
    ),
  },
  {
    name: 'repeated executions',
    source: 'FIA 3.2',
    definition:
      'Orders of a strategy that fill on one side of one instrument within a window: the strategy is stopped until an operator lets it go on. An order that fills in parts counts once',
    limits: ['repeatedExecutions'],
    usual: `${usual.repeatedExecutions.count} in ${usual.repeatedExecutions.seconds} s`,
    codes: ['REPEATED_EXECUTION'],
    ...testsOf(
      'repeated-executions',
      'so many fills on one side within the window are a breach',
      'one fewer is none, and so is the last of them a moment later',
    ),
  },
  {
    name: 'market data',
    source: 'FIA 3.1',
    definition:
      'The last closed bar has a price that can be and is not old (hours in which the market is shut do not age it, a repeated price without volume does not renew it; where volume is never told, a bar that is only the last price once more), did not jump, and nothing is halted or crossed. Moves are measured over 60 bars, by the root of the time between them; before there are 20 a fifth is the most',
    limits: ['dataAge', 'dataJump', 'dataSpread'],
    usual: `${usual.dataAge} bar lengths, ${usual.dataJump} σ, spread ${percentText(usual.dataSpread)}`,
    codes: ['MARKET_DATA_INVALID', 'MARKET_DATA_STALE', 'MARKET_HALTED', 'PRICE_JUMP', 'QUOTE_CROSSED', 'SPREAD_TOO_WIDE'],
    ...testsOf('market-data', 'data beyond a limit is denied', 'data at a limit passes'),
  },
  {
    name: 'price tolerance',
    source: 'FIA 1.3',
    definition:
      'A limit price pays no more than a share beyond the mark, or beyond a trigger that it still waits for: a buy above, a sell below. A limit that only waits for a better price is not held to it',
    limits: ['priceTolerance'],
    usual: percentText(usual.priceTolerance),
    codes: ['PRICE_TOLERANCE'],
    ...testsOf('price-tolerance', 'a limit a cent beyond the tolerance is denied', 'a limit at the tolerance passes'),
  },
  {
    name: 'order value',
    source: 'FIA 1.1, RTS 6 15(1), 15c3-5',
    definition:
      'Value of an order, and of each that it triggers, at its own price or the mark, whichever is more; the smaller bound counts',
    limits: ['orderValue', 'orderEquity'],
    usual: `${usual.orderValue.toLocaleString('en-US')} and ${percentText(usual.orderEquity)} of equity`,
    codes: ['MAX_ORDER_VALUE'],
    ...testsOf('max-order-value', 'an order a cent above the smaller bound is denied', 'an order at the bound passes'),
  },
  {
    name: 'order size',
    source: 'FIA 1.1, RTS 6 15(1)',
    definition:
      'Lots of an order, and of each that it triggers, against the mean daily volume of the last 20 sessions; before one is over, of what it has traded so far. Without volume nothing passes',
    limits: ['orderVolume'],
    usual: `${percentText(usual.orderVolume)} of average daily volume`,
    codes: ['MAX_ORDER_SIZE', 'VOLUME_UNKNOWN'],
    ...testsOf('max-order-size', 'an order a lot above the share of volume is denied', 'an order of the share of volume passes'),
  },
  {
    name: 'position',
    source: 'FIA 1.2',
    definition:
      'Lots of an asset on each side: what strategies hold there and what working orders could open there. A position on the other side makes no room, for it may be closed first',
    limits: ['positionLots'],
    usual: usual.positionLots,
    codes: ['MAX_POSITION'],
    ...testsOf('max-position', 'a lot beyond the limit is denied, long and short', 'the last lot up to the limit passes'),
  },
  {
    name: 'position value',
    source: 'FIA 1.2',
    definition: 'The same as a value: each order at its own price or the mark, whichever is more',
    limits: ['positionEquity'],
    usual: `${percentText(usual.positionEquity)} of equity`,
    codes: ['MAX_POSITION_VALUE'],
    ...testsOf('max-position-value', 'a cent beyond the share is denied', 'what comes to the share passes'),
  },
  {
    name: 'concentration',
    source: 'FIA 1.2',
    definition: 'All that could stand in one asset, whichever strategy and listing it is in: the worse side of each strategy, added',
    limits: ['concentration'],
    usual: `${percentText(usual.concentration)} of equity`,
    codes: ['MAX_CONCENTRATION'],
    ...testsOf('concentration', 'a cent beyond the share is denied', 'what comes to the share passes'),
  },
  {
    name: 'strategy value',
    source: 'FIA 1.2',
    definition: 'All that a strategy could hold: the worse side of each asset, added',
    limits: ['strategyEquity'],
    usual: `${percentText(usual.strategyEquity)} of equity`,
    codes: ['MAX_STRATEGY_VALUE'],
    ...testsOf('max-strategy-value', 'a cent beyond the share is denied', 'what comes to the share passes'),
  },
  {
    name: 'gross exposure',
    source: 'FIA 1.2',
    definition: 'All that the account could hold: the worse side of each asset, added',
    limits: ['grossEquity'],
    usual: `${percentText(usual.grossEquity)} of equity`,
    codes: ['MAX_GROSS'],
    ...testsOf('max-gross', 'a cent beyond the share is denied', 'what comes to the share passes'),
  },
  {
    name: 'net exposure',
    source: 'FIA 1.2',
    definition:
      'All that the account could hold on one side, with every order on that side filled. What it holds on the other makes no room, in whatever asset, for it may be closed first',
    limits: ['netEquity'],
    usual: `${percentText(usual.netEquity)} of equity`,
    codes: ['MAX_NET'],
    ...testsOf('max-net', 'a cent beyond the share is denied', 'what comes to the share passes'),
  },
  {
    name: 'self-match',
    source: 'FIA 3.5',
    definition:
      'A buy that would meet a working sell of the account in the same listing, or the other way round, whatever strategies they are of: the newer one is denied, what an order triggers with it. A stop that waits meets nobody',
    limits: ['selfMatch'],
    usual: usual.selfMatch,
    codes: ['SELF_MATCH'],
    ...testsOf('self-match', 'an order that meets one of our own is denied', 'an order that does not reach it passes'),
  },
  {
    name: 'duplicate orders',
    source: '15c3-5',
    definition: 'The same strategy, instrument, side, lots and price again within a moment; what an order triggers was sent with it',
    limits: ['duplicateSeconds'],
    usual: `${usual.duplicateSeconds} s`,
    codes: ['DUPLICATE_ORDER'],
    ...testsOf(
      'duplicate-orders',
      'the same order again within the window is denied',
      'a lot, a cent, a side or a moment makes another order of it',
    ),
  },
  {
    name: 'daily trades',
    source: '',
    definition:
      'Entries of a strategy in a trading date, each that an order triggers among them: those that filled, in part or in full, and those that work',
    limits: ['dailyTrades'],
    usual: String(usual.dailyTrades),
    codes: ['DAILY_TRADES'],
    ...testsOf(
      'daily-trades',
      'one entry more than a session may have is denied',
      'the last entry of the session passes, and the first of the next',
    ),
  },
  {
    name: 'protection',
    source: '',
    definition:
      'What opens or adds carries a stop, its own or the default one that it was given (`protection` in the config); where each needs its own, what an order triggers is denied',
    limits: [],
    usual: 'a default stop, 2%',
    codes: ['NO_PROTECTION'],
    ...testsOf('protection-required', 'an entry without a stop is denied', 'an entry with a stop passes'),
  },
  {
    name: 'over-exit',
    source: '',
    definition:
      'Lots of all working exits of a position, in whatever listing, against the position: a group counts as its largest (but for type 3), stops and targets follow the position by themselves. An exit is cut to what the others leave of it; one at market has those that wait for a price canceled first',
    limits: ['overExit'],
    usual: usual.overExit,
    codes: ['OVER_EXIT'],
    ...testsOf('over-exit', 'an exit a lot beyond the position is denied', 'exits that come to the position pass'),
  },
  {
    name: 'basket value',
    source: '',
    definition:
      'Value of all that a strategy opens or adds within a second of a first order, in whatever instruments: the order that passes the bound is denied with all after it, and the strategy is stopped, which cancels those before it that work still. What has filled by then stays; a change of an order is none',
    limits: ['basketEquity'],
    usual: `${percentText(usual.basketEquity)} of equity`,
    codes: ['MAX_BASKET_VALUE'],
    ...testsOf(
      'basket-value',
      'the leg that passes the bound is denied, and all after it within the second',
      'legs that come to the bound pass',
    ),
  },
] as const satisfies readonly ControlRow[]

export type LimitControlName = (typeof limitControlTable)[number]['name']

/** Controls have their tests beside them; what happens without one is shown in whole runs. */
function testsOf(file: string, fires: string, spares: string): Pick<ControlRow, 'fires' | 'spares' | 'ablation'> {
  const beside = `src/risk/controls/${file}.test.ts`
  return {
    fires: [beside, fires],
    spares: [beside, spares],
    ablation: ['tests/controls/control-ablations.test.ts', file.replaceAll('-', ' ')],
  }
}
