// What it costs to be without a control and what would stand in for it, in the account's currency: measured by the ablations, printed in docs/CONTROLS.md.

import type { LimitControlName } from '../../src/risk/control-table.js'
import type { Backup, GuardName } from './guard-row.js'

export const controlCosts: Readonly<Record<LimitControlName, number>> = {
  'message throttle': 18_600,
  'repeated executions': 400,
  'market data': 50_000,
  'price tolerance': 800,
  'order value': 45_000,
  'order size': 500,
  position: 50,
  'position value': 9_800,
  concentration: 8_000,
  'strategy value': 16_000,
  'gross exposure': 18_000,
  'net exposure': 12_000,
  'self-match': 1,
  'duplicate orders': 400,
  'daily trades': 2,
  protection: 2_000,
  'over-exit': 0,
  'basket value': 15_840,
}

/** The first ablation of each; others of the same guard say their own. */
export const guardCosts: Readonly<Record<GuardName, number>> = {
  drawdown: 40_000,
  dailyLoss: 1_200,
  rapidDrawdown: 45_000,
  strategyLoss: 60_000,
  equityUnknown: 45_000,
  repeatedExecution: 5_550,
  strategyFailed: 39_000,
  reconciliation: 4_000,
  stopRefused: 4_000,
  kill: 3_000,
  throttle: 4_200,
  maxOpenPositions: 1_500,
  coolDown: 1_000,
  dailyTrades: 1_000,
  spreadBps: 2_000,
  slippageBps: 1_500,
  staleAfter: 20_000,
  window: 2_000,
  volatility: 15_000,
}

/** What would stand in for a control that is off; off as well where its absence is shown. */
export const controlBackups: Readonly<Record<LimitControlName, readonly Backup[]>> = {
  'message throttle': ['throttle', 'repeated executions', 'daily trades', 'position value'],
  'repeated executions': ['message throttle', 'throttle', 'daily trades', 'position value'],
  'market data': ['price tolerance', 'order value', 'staleAfter', 'spreadBps'],
  'price tolerance': ['market data', 'slippageBps'],
  'order value': ['position value', 'order size', 'protection'],
  'order size': ['order value', 'position'],
  position: ['position value', 'concentration'],
  'position value': ['position', 'concentration', 'strategy value'],
  concentration: ['position value', 'gross exposure'],
  'strategy value': ['gross exposure', 'position value'],
  'gross exposure': ['strategy value', 'net exposure'],
  'net exposure': ['gross exposure', 'strategy value'],
  'self-match': ['duplicate orders'],
  'duplicate orders': ['message throttle', 'position value'],
  'daily trades': ['dailyTrades', 'coolDown', 'throttle'],
  protection: ['drawdown', 'dailyLoss', 'strategyLoss'],
  'over-exit': [],
  'basket value': ['strategy value', 'position value', 'gross exposure'],
}
