// Finds clocks of twelve hours that are written without AM and PM: after 12:30 comes 1:30 of the same day.

import { DAY_MS, HOUR_MS } from '../../../model/time.js'
import { BenchError } from '../../../std/errors.js'
import type { RowBatch } from '../rows/row-batch.js'

/** Fails with `BAD_DATA` where every row that goes back within its day would go on if it were of the afternoon, and no clock shows 0 or 13. */
export function refuseTwelveHours({ timeKind, rows, time, symbol }: RowBatch, where: string): void {
  if (timeKind !== 'wall') return
  const previous: number[] = []
  const steps = { forward: 0, backward: 0, jumpsForth: 0, jumpsBack: 0 }
  for (let row = 0; row < rows; row++) {
    const now = time[row] as number
    const hour = Math.floor((now % DAY_MS) / HOUR_MS)
    if (hour < 1 || hour > 12) return
    const before = previous[symbol[row] as number] ?? Number.NaN
    previous[symbol[row] as number] = now
    if (Math.floor(now / DAY_MS) !== Math.floor(before / DAY_MS) || now === before) continue
    steps[kindOf(now - before)]++
  }
  if (!goRound(steps.forward, steps.jumpsBack, steps.backward + steps.jumpsForth)) {
    if (!goRound(steps.backward, steps.jumpsForth, steps.forward + steps.jumpsBack)) return
  }
  const message = `${where}: the clock seems to have twelve hours and no AM or PM: within a day it shows 12 and then 1`
  throw new BenchError('BAD_DATA', message, 'write hours from 0 to 23, or AM or PM behind them')
}

function kindOf(step: number): 'forward' | 'backward' | 'jumpsForth' | 'jumpsBack' {
  const isJump = Math.abs(step) >= HALF_DAY_MS - longestStep
  if (step > 0) return isJump ? 'jumpsForth' : 'forward'
  return isJump ? 'jumpsBack' : 'backward'
}

function goRound(steps: number, jumps: number, others: number): boolean {
  return steps > 0 && jumps > 0 && others === 0
}

const HALF_DAY_MS = DAY_MS / 2
const longestStep = 4 * HOUR_MS
