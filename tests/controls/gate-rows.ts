// The governor's limits and the market filters as rows of docs/CONTROLS.md. One that the config has and this table has not does not compile.

import type { DenialCode } from '../../src/model/denial.js'
import { type GateName, type GuardRow, proof } from './guard-row.js'

const tests = { governor: 'src/engine/governor.test.ts', filters: 'src/engine/market-filters.test.ts' } as const

/** In the order in which they stand in the config. */
export const gateRows: Readonly<Record<GateName, GuardRow>> = {
  throttle: {
    title: 'order throttle',
    definition: 'Orders of a strategy that open or add in any window, changes of them and what they trigger among them (I10)',
    ...gate('governor.throttle', ['ORDER_THROTTLE']),
    backups: ['message throttle', 'repeated executions', 'dailyTrades'],
    ...proof('throttle', tests.governor, [
      'the throttle › lets so many orders of a window pass, and refuses the rest with the numbers',
      'the throttle › of three hours lets one an hour pass, of a second more it does not',
    ]),
  },
  maxOpenPositions: {
    title: 'open positions',
    definition: 'Assets that a strategy holds, or that its working orders would open',
    ...gate('governor.maxOpenPositions', ['MAX_OPEN_POSITIONS']),
    backups: ['strategy value', 'gross exposure'],
    ...proof('maxOpenPositions', tests.governor, [
      'open positions › are limited with those that working orders would open; closing one makes room, adding to one takes none',
      'open positions › off, are as many as there are instruments',
    ]),
  },
  coolDown: {
    title: 'cool-down',
    definition: 'Losing round trips of a strategy in a row, fees counted; then a pause, of minutes or up to the next session',
    ...gate('governor.coolDown', ['COOL_DOWN']),
    backups: ['dailyTrades', 'daily trades', 'strategyLoss'],
    ...proof('coolDown', tests.governor, [
      'the cool-down after losing round trips › begins with the last of them and lasts as long as it says',
      'the cool-down after losing round trips › one loss fewer, or a trip that made a cent between two, begins none',
    ]),
  },
  dailyTrades: {
    title: 'trades a day',
    definition: 'Orders of a strategy in a trading date that open or add: those that filled and those that work',
    ...gate('governor.dailyTrades', ['DAILY_TRADES']),
    backups: ['daily trades', 'coolDown', 'throttle'],
    ...proof('dailyTrades', tests.governor, [
      'the daily trade limit › refuses the trade above it, until the next trading date',
      'the daily trade limit › one higher lets it pass, as does none',
    ]),
  },
  spreadBps: {
    title: 'spread',
    definition: 'From bid to ask at the last close, in bps of their middle; one that nobody knows is too wide',
    ...gate('filters.spreadBps', ['SPREAD_TOO_WIDE', 'SPREAD_UNKNOWN']),
    backups: ['market data', 'slippageBps'],
    ...proof('spreadBps', tests.filters, [
      'the spread › as recorded at the last close: refused above the limit, taken at it',
      'the spread › as recorded at the last close: refused above the limit, taken at it',
    ]),
  },
  slippageBps: {
    title: 'slippage',
    definition: 'How far beyond its reference an entry may be filled, in bps: a limit beyond the last close, or a close that has moved on',
    ...gate('filters.slippageBps', ['SLIPPAGE']),
    backups: ['price tolerance'],
    ...proof('slippageBps', tests.filters, [
      'slippage › refuses a limit too far beyond the last close, and lets one at the bound pass',
      'slippage › refuses a limit too far beyond the last close, and lets one at the bound pass',
    ]),
  },
  staleAfter: {
    title: 'staleness',
    definition: 'Age of the last trade, in lengths of a bar or seconds of trading; a price that repeats without volume does not renew it',
    ...gate('filters.staleAfter', ['MARKET_DATA_STALE']),
    backups: ['market data'],
    ...proof('staleAfter', tests.filters, [
      'staleness › counts from the last trade: an entry at the bound passes, a bar later it does not',
      'staleness › counts from the last trade: an entry at the bound passes, a bar later it does not',
    ]),
  },
  window: {
    title: 'trading window',
    definition: 'Time from the session’s open and to its close, and the day of the week',
    ...gate('filters.window', ['OUTSIDE_WINDOW']),
    backups: ['market data'],
    ...proof('window', tests.filters, [
      'the trading window › the seeds’ scenario: orders only in regular hours',
      'the trading window › from an hour after the open to an hour before the close',
    ]),
  },
  volatility: {
    title: 'volatility',
    definition: 'Average true range of a bar as a part of the price, or the deviation of returns over a year, between two bounds',
    ...gate('filters.volatility', ['VOLATILITY', 'VOLATILITY_UNKNOWN']),
    backups: ['market data'],
    ...proof('volatility', tests.filters, ['volatility › by the true range of a bar', 'volatility › by the true range of a bar']),
  },
}

/** No profile has them on: they are of a strategy, not of an account. */
function gate(
  setting: string,
  codes: readonly DenialCode[],
): Pick<GuardRow, 'source' | 'setting' | 'research' | 'guarded' | 'does' | 'codes'> {
  return { source: '', setting: `\`${setting}\``, research: 'off', guarded: 'off', does: 'denies what opens or adds', codes }
}
