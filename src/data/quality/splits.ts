// Finds nights in which the price fell or rose by the ratio of a split, stayed there, and traded on as calmly as before.
//
// A crash is near a ratio now and then, but it trades many times the usual value and a wild range; the day of a split is an ordinary day at another price.

import type { BarSeries } from '../../model/bar.js'
import { type SplitRatio, usualSplits } from '../split-ratios.js'
import type { Found } from './finding.js'
import { inspect } from './inspect.js'
import { localScale } from './local-scale.js'
import type { InspectedBars, QualityCheck } from './quality-check.js'
import { type SessionSummary, summariseSessions } from './session-summary.js'
import { move } from './wording.js'

/**
 * The night moves on its own too: three usual nights around the ratio, but no less and no more than these log distances. The larger the ratio, the
 * less can it be anything else: 5 % of its log is room enough for the 8 of USO in April 2020, and keeps the 1.9 of Apple's warning in 2000 from 2.
 */
const SPLIT_NIGHTS = 3
const SPLIT_LEAST_TOLERANCE = 0.01
const SPLIT_MOST_TOLERANCE = 0.04
const TOLERANCE_OF_RATIO = 0.05

/** The move in scales of the nights around: nights of a fifth are usual in penny stocks, and in oil funds of March 2020. */
const SPLIT_SCALES = 8

/** Traded value and range of the day, as multiples of the median of the sessions before. Crashes trade ten times the value and more. */
const SPLIT_MOST_VALUE = 4
const SPLIT_MOST_RANGE = 3

/** Sessions before whose value and range are usual. */
const BEFORE = 20

/** Sessions before and after over which the price keeps its level, and the log distance that it may move in them, or a tenth of the ratio's. */
const LEVEL_SESSIONS = 5
const SPLIT_LEVEL = 0.15
const LEVEL_OF_RATIO = 0.1

/** Sessions missing between two bars, beyond which a change of level may be anything. */
const MOST_MISSING = 5

export const splits: QualityCheck = {
  id: 'unadjusted-split',
  what: 'The price of a stock does not change overnight by the ratio of a split that nobody told.',
  severity: 'error',
  threshold: `open ÷ close before within ${SPLIT_NIGHTS} usual nights (${SPLIT_LEAST_TOLERANCE * 100} to ${SPLIT_MOST_TOLERANCE * 100} %, or 5 % of the log of a large ratio) of 2:1, 3:1, 3:2, 1:10 … and ${SPLIT_SCALES} of them or more from 1:1; traded value at most ${SPLIT_MOST_VALUE} and range at most ${SPLIT_MOST_RANGE} times the median before; level kept for ${LEVEL_SESSIONS} sessions before and after. From 2:1 and 1:2 on: error, smaller ones: warning`,
  run(bars, report) {
    for (const split of findSplits(bars)) report(describe(bars, split))
  },
}

/** What the check suspects in bars at hand: for who is about to trade on them. */
export function suspectedSplits(series: BarSeries): readonly SuspectedSplit[] {
  const { assetClass } = series.instrument
  return assetClass === 'equity' || assetClass === 'etf' ? findSplits(inspect(series, series.actions)) : []
}

export interface SuspectedSplit {
  /** Row of the first bar at the new price. */
  readonly row: number
  /** Index of its session. */
  readonly session: number
  readonly ratio: SplitRatio
  readonly closeBefore: number
  readonly open: number
}

function findSplits({ columns, sessions, instrument, actions }: InspectedBars): SuspectedSplit[] {
  if (instrument.assetClass !== 'equity' && instrument.assetClass !== 'etf') return []
  const days = summariseSessions(columns, sessions)
  const night = (day: number) => Math.log((days.open[day] as number) / (days.close[day - 1] as number))
  const told = new Set(actions.filter(({ kind }) => kind === 'split').map(({ exDate }) => exDate))
  const found: SuspectedSplit[] = []
  for (let day = 1; day < days.length; day++) {
    const change = night(day)
    // No ratio is nearer to 1 than 5:4, so most nights need no second look.
    if (Math.abs(change) < SMALLEST_CHANGE) continue
    const session = days.session[day] as number
    if (session - (days.session[day - 1] as number) > MOST_MISSING || told.has(sessions.sessions[session]!.date)) continue
    const usual = localScale(day, days.length, 0, night)
    if (!(Math.abs(change) > SPLIT_SCALES * usual)) continue
    const ratio = nearestRatio(change)
    if (Math.abs(change - logOf(ratio)) > toleranceOf(ratio, usual) || !isOrdinaryDay(days, day) || !keepsLevel(days, day, ratio)) continue
    found.push({ row: days.row[day]!, session, ratio, closeBefore: days.close[day - 1]!, open: days.open[day]! })
  }
  return found
}

const SMALLEST_CHANGE = Math.log(5 / 4) - SPLIT_MOST_TOLERANCE

function toleranceOf(ratio: SplitRatio, usualNight: number): number {
  const most = Math.max(SPLIT_MOST_TOLERANCE, TOLERANCE_OF_RATIO * Math.abs(logOf(ratio)))
  return Math.min(most, Math.max(SPLIT_LEAST_TOLERANCE, SPLIT_NIGHTS * usualNight))
}

function nearestRatio(change: number): SplitRatio {
  return usualSplits.reduce((best, ratio) => (Math.abs(change - logOf(ratio)) < Math.abs(change - logOf(best)) ? ratio : best))
}

/** What the split does to the log of the price. */
function logOf({ newShares, oldShares }: SplitRatio): number {
  return Math.log(oldShares / newShares)
}

function isOrdinaryDay(days: SessionSummary, day: number): boolean {
  const from = Math.max(0, day - BEFORE)
  const before = Array.from({ length: day - from }, (_, index) => from + index)
  const value = (at: number) => (days.volume[at] as number) * (days.close[at] as number)
  const range = (at: number) => Math.log((days.high[at] as number) / (days.low[at] as number))
  const usualValue = median(before.map(value))
  const usualRange = median(before.map(range))
  return (
    (usualValue === 0 || value(day) <= SPLIT_MOST_VALUE * usualValue) && (usualRange === 0 || range(day) <= SPLIT_MOST_RANGE * usualRange)
  )
}

/** The price stood near its level before the night and stays near the new one after it: a day at a wrong price does neither. */
function keepsLevel({ close }: SessionSummary, day: number, ratio: SplitRatio): boolean {
  const last = close[day - 1] as number
  const before = median([...close.slice(Math.max(0, day - LEVEL_SESSIONS), day)])
  const after = median([...close.slice(day, day + LEVEL_SESSIONS)])
  const room = Math.max(SPLIT_LEVEL, LEVEL_OF_RATIO * Math.abs(logOf(ratio)))
  return Math.abs(Math.log(before / last)) <= room && Math.abs(Math.log(after / last) - logOf(ratio)) <= room
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b)
  return sorted[sorted.length >> 1] as number
}

function describe(
  { sessions: { sessions }, sourceRow, columns }: InspectedBars,
  { row, session, ratio, closeBefore, open }: SuspectedSplit,
): Found {
  const { date } = sessions[session]!
  const { newShares, oldShares } = ratio
  const message = `a split of ${newShares}:${oldShares} on ${date}? The close before is ${closeBefore}, the open ${open} (${move(Math.log(open / closeBefore))}), and the day was ordinary`
  const isLarge = newShares >= 2 * oldShares || oldShares >= 2 * newShares
  const hint = 'take prices that are adjusted for splits, or import the actions with the prices: a run sees a loss or a gain here'
  return { severity: isLarge ? 'error' : 'warning', row: sourceRow(row), time: columns.openTime[row] as number, message, hint }
}
