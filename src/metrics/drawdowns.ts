// Drawdowns: the curve under its running peak, and the table of the episodes with peak, valley and recovery.

import { DAY_MS, type EpochMs } from '../model/time.js'

/** From a peak to the first return to it. A peak at index −1 is the initial equity; it is dated like the first value. */
export interface Drawdown {
  /** Valley over peak, less one: negative. */
  readonly depth: number
  readonly peakIndex: number
  readonly peakTime: EpochMs
  readonly valleyIndex: number
  readonly valleyTime: EpochMs
  /** Null while the curve has not come back. */
  readonly recoveryIndex: number | null
  readonly recoveryTime: EpochMs | null
  /** From the peak to the recovery, or to the end of the curve while it is open. */
  readonly days: number
}

/** The worst episodes, deepest first, equal ones in order of time. */
export function worstDrawdowns(equity: Float64Array, time: Float64Array, initial: number, count: number): Drawdown[] {
  return drawdownEpisodes(equity, time, initial)
    .sort((a, b) => a.depth - b.depth || a.peakIndex - b.peakIndex)
    .slice(0, count)
}

/** Every episode in order of time. None where the curve never fell below its running peak, which starts at `initial`. */
export function drawdownEpisodes(equity: Float64Array, time: Float64Array, initial: number): Drawdown[] {
  const depths = drawdownCurve(equity, initial)
  const episodes: Drawdown[] = []
  for (let i = 0; i < depths.length; i++) {
    if (depths[i] === 0) continue
    const peakIndex = i - 1
    let valleyIndex = i
    for (; i < depths.length && depths[i] !== 0; i++) {
      if ((depths[i] as number) < (depths[valleyIndex] as number)) valleyIndex = i
    }
    episodes.push(episode(depths, time, peakIndex, valleyIndex, i < depths.length ? i : null))
  }
  return episodes
}

/** Value over the running peak, less one: zero or negative; the peak starts at `initial`, and under one at or below zero there is no depth. */
export function drawdownCurve(equity: Float64Array, initial: number): Float64Array {
  const depths = new Float64Array(equity.length)
  let peak = initial
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i] as number
    if (value > peak) peak = value
    if (peak > 0 && value < peak) depths[i] = Math.max(value / peak - 1, -Number.MAX_VALUE)
  }
  return depths
}

function episode(depths: Float64Array, time: Float64Array, peakIndex: number, valleyIndex: number, recoveryIndex: number | null): Drawdown {
  const at = (index: number): EpochMs => time[Math.max(index, 0)] as number
  const recoveryTime = recoveryIndex === null ? null : at(recoveryIndex)
  return {
    depth: depths[valleyIndex] as number,
    peakIndex,
    peakTime: at(peakIndex),
    valleyIndex,
    valleyTime: at(valleyIndex),
    recoveryIndex,
    recoveryTime,
    days: ((recoveryTime ?? at(time.length - 1)) - at(peakIndex)) / DAY_MS,
  }
}
