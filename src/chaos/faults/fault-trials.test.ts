// Each fault of data and operators in a run under the guarded profile: who says no to what comes of it.

import { describe, expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { strategyOf } from '../../../tests/fixtures/strategies.js'
import { sliceColumns } from '../../data/columns.js'
import { sliceQuotes } from '../../data/quote-columns.js'
import { syntheticBars } from '../../data/synthetic/market-name.js'
import type { BarSeries, QuoteColumns } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, exit } from '../../model/signal.js'
import { MINUTE_MS } from '../../model/time.js'
import { measured } from '../judging/measure.js'
import type { Catcher } from '../scenario/catcher.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { World } from '../trial/world.js'
import { quoted } from '../worlds/quoted.js'

/** Enters at every so many bars and leaves some bars later: two of them that take turns have whatever refuses an entry asked at each bar. */
function inAndOut(name: string, every: number, first: number, out: number, only?: string) {
  return strategyOf(name, {
    onBar({ bar, instrument: { id } }) {
      if (only !== undefined && id === only) return undefined
      if (bar.index % every === first) return enterLong({ size: { weight: 0.02 }, instrument: only ?? id })
      return bar.index % every === out ? exit({ instrument: only ?? id }) : undefined
    },
  })
}

const FIRST = 270
const LAST = 420
const SECOND_OPEN = 390

const laboratory = await testLaboratory()
const minutes = syntheticBars('synthetic:2:1m:from=2024-03-04:to=2024-03-05:volatility=0.4:seed=1')
const whole: World = { ...laboratory.world('quotes', 1), series: minutes.series.map((one) => quoted(one, 5)) }
/** The end of one session and the open of the next. */
const series = whole.series.map((one): BarSeries => {
  const quotes = sliceQuotes(one.quotes as QuoteColumns, FIRST, LAST)
  return { ...one, columns: sliceColumns(one.columns, FIRST, LAST), quotes }
})
const world: World = {
  ...whole,
  name: 'in and out',
  series,
  strategies: [
    { strategy: inAndOut('even', 2, 0, 1), allocation: 0.5 },
    { strategy: inAndOut('odd', 2, 1, 0), allocation: 0.5 },
  ],
  config: { ...whole.config, limits: { dailyTrades: 'unlimited', selfMatch: 'unlimited' }, breakers: 'off' },
}
/** Rarely enough that what froze or is missing has grown old in between. */
const rare = (name: string, only?: string): World => ({
  ...world,
  name,
  strategies: [{ strategy: inAndOut(name, 10, 5, 8, only), allocation: 1 }],
})

const timeOf = (row: number): number => (whole.series[0] as BarSeries).columns.openTime[row] as number
const isoOf = (row: number): string => new Date(timeOf(row)).toISOString()
const entry = (fault: string, row: number, params: EntryInput['params'] = {}): EntryInput => ({
  ...{ fault, params, when: { at: isoOf(row) }, minutes: 40 },
})

function tried(entries: readonly EntryInput[], of: World = world): { readonly trial: Trial; readonly catches: readonly Catcher[] } {
  const schedule = scheduleOf(1, entries)
  const trial = laboratory.trial(of, schedule)
  const twin = laboratory.twin(of, 1).result as RunResult
  expect(trial.violations).toEqual([])
  return { trial, catches: measured(trial, twin, schedule).catches.map(({ by }) => by) }
}

function filledWithin({ result }: Trial, from: number, to: number): number {
  return (result as RunResult).fills.filter(({ time }) => time > timeOf(from) + MINUTE_MS && time < timeOf(to)).length
}

describe('bars that cannot be are refused before the run', () => {
  test.each([
    ['duplicate-bars', {}],
    ['out-of-order', {}],
    ['zero-price', {}],
    ['negative-price', {}],
    ['nan-price', {}],
    ['time-zone-slip', { hours: 5 }],
    ['time-zone-slip', { hours: -4 }],
    ['dst-slip', {}],
  ])('%s %j', (fault, params) => {
    const { trial, catches } = tried([entry(fault, 300, params)])
    expect([trial.refusal?.code, catches]).toEqual(['BAD_DATA', ['DATA_REFUSED']])
  })

  test('those of a future may be negative: then it is the jump that is refused', () => {
    const future = (one: BarSeries): BarSeries => ({ ...one, instrument: instrument(one.instrument.id, 'future', { calendar: 'XNYS' }) })
    expect(tried([entry('negative-price', 300)], { ...world, name: 'futures', series: series.map(future) }).catches).toContain('PRICE_JUMP')
  })
})

describe('bars that could be reach the run, and the control over market data says no', () => {
  test.each<[Catcher, string, number, EntryInput['params']]>([
    ['PRICE_JUMP', 'bad-tick', 300, {}],
    ['PRICE_JUMP', 'unadjusted-split', 300, {}],
    ['PRICE_JUMP', 'half-adjusted-split', 300, {}],
    ['PRICE_JUMP', 'halt', 300, {}],
    ['PRICE_JUMP', 'delayed-open', SECOND_OPEN, { gap: -0.3 }],
    ['PRICE_JUMP', 'volatility-burst', 300, { times: 20 }],
    ['QUOTE_CROSSED', 'crossed-quote', 300, {}],
  ])('%s for %s', (by, fault, row, params) => {
    expect(tried([entry(fault, row, params)]).catches).toContain(by)
  })

  test('MARKET_DATA_STALE for frozen-prices', () => {
    expect(tried([entry('frozen-prices', 300)], rare('rare')).catches).toContain('MARKET_DATA_STALE')
  })

  test('a strategy that goes on with one instrument while bars of the other are missing is denied by age', () => {
    const missing = { ...entry('missing-bars', 300), target: 'SYN01' }
    expect(tried([missing], rare('blind', 'SYN01')).catches).toContain('MARKET_DATA_STALE')
  })
})

describe('where nothing can be traded nobody has to say no', () => {
  test.each(['missing-bars', 'zero-volume', 'frozen-prices'])('%s', (fault) => {
    const { trial } = tried([entry(fault, 300)])
    expect(filledWithin(trial, 300, 340)).toBe(0)
    expect(filledWithin(trial, 275, 300)).toBeGreaterThan(0)
  })

  test('a series that loses all of its bars leaves the others to trade', () => {
    const { trial } = tried([{ fault: 'missing-bars', when: { at: isoOf(0) }, minutes: 10_000, target: 'SYN01' }])
    expect(new Set(trial.result?.fills.map(({ instrument: id }) => id))).toEqual(new Set(['SYN02']))
  })

  test('without any bars there is no run', () => {
    expect(tried([{ fault: 'missing-bars', when: { at: isoOf(0) }, minutes: 10_000 }]).trial.refusal?.code).toBe('NO_BARS')
  })
})

describe('what no control can see', () => {
  test('early data is sound, and denied by nobody', () => {
    expect(tried([entry('early-data', 300)]).trial.result?.denials.map(({ code }) => code)).not.toContain('PRICE_JUMP')
  })

  test('times that slip over a night stay in order; out of the session nothing fills', () => {
    const { trial } = tried([entry('time-zone-slip', SECOND_OPEN, { hours: -9 })].map((one) => ({ ...one, minutes: 1000 })))
    expect([trial.refusal, trial.ended]).toEqual([null, null])
    expect(filledWithin(trial, SECOND_OPEN, LAST - 1)).toBe(0)
  })
})

describe('what operators get wrong', () => {
  const healthy: World = {
    ...whole,
    name: 'healthy',
    series: whole.series.map((one) => ({ ...one, columns: sliceColumns(one.columns, 0, 200), quotes: undefined })),
    config: { ...whole.config, spread: 'none' },
  }
  const split: EntryInput = { fault: 'unadjusted-split', when: { at: isoOf(150) }, minutes: 40, params: { ratio: 4 } }
  const fromOpen = (fault: string, params: EntryInput['params'] = {}): EntryInput => entry(fault, 0, params)
  const levels = ({ trial }: { readonly trial: Trial }): readonly string[] =>
    (trial.result?.risk?.transitions ?? []).map(({ cause }) => cause)

  test.each<[Catcher, string, EntryInput['params']]>([
    ['BUYING_POWER', 'quantity-for-notional', {}],
    ['BUYING_POWER', 'wrong-unit', {}],
    ['BUYING_POWER', 'wrong-unit', { of: 'cents' }],
    ['LIMIT_MISSING', 'limit-missing', {}],
    ['MAX_ORDER_VALUE', 'stale-config', { times: 0.1 }],
    ['ZERO_QUANTITY', 'wrong-multiplier', {}],
    ['MAX_ORDER_SIZE', 'wrong-multiplier', { times: 0.01 }],
    ['CONFIG_REFUSED', 'live-port', {}],
  ])('%s for %s %j', (by, fault, params) => {
    const { trial, catches } = tried([fromOpen(fault, params)], healthy)
    expect(catches[0]).toBe(by)
    if (by === 'CONFIG_REFUSED') expect(trial.refusal?.code).toBe('BAD_CONFIG')
  })

  test('two instances meet each other', () => {
    expect(tried([fromOpen('two-instances')], healthy).catches).toContain('SELF_MATCH')
  })

  test('the limits of a larger account let pass what those of today refuse', () => {
    const large: World = { ...healthy, name: 'large', config: { ...healthy.config, sizing: { weight: 0.1 } } }
    expect(laboratory.trial(large, scheduleOf(1, [])).result?.fills).toEqual([])
    expect(tried([fromOpen('stale-config')], large).trial.result?.fills).not.toEqual([])
  })

  test('a breaker that is off is not latched, and another is', () => {
    expect(levels(tried([split], healthy))).toContain('DAILY_LOSS')
    expect(levels(tried([split, fromOpen('breaker-off', { breaker: 'dailyLoss' })], healthy))).toContain('RAPID_DRAWDOWN')
    expect(levels(tried([split, fromOpen('breaker-off')], healthy))).toEqual([])
  })

  test('who unlatches under fire lets the account go on, and each time is kept', () => {
    const unlatch: EntryInput = { fault: 'unlatch-under-fire', when: { at: isoOf(0) }, minutes: 200 }
    const { trial } = tried([split, unlatch], healthy)
    expect(levels({ trial })).toContain('OPERATOR')
    expect([tried([split], healthy).trial.result?.risk?.account, trial.result?.risk?.account]).toEqual(['reducing', 'active'])
  })
})
