// A run to look at: its equity beside that of its clean twin, and when what happened.

import type { EquityCurve, RunResult } from '../../model/run.js'
import { MINUTE_MS } from '../../model/time.js'
import { pick, rowsToDraw } from '../../report/tear-sheet/down-sample.js'
import type { Schedule } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { Catch, EquityLine, Example, Moment } from './verdict.js'

/** As many points as a line of a page can show. */
const POINTS = 200

/** Of a trial that was refused the line of equity is empty. */
export function exampleOf({ result, onsets }: Trial, twin: RunResult, schedule: Schedule, catches: readonly Catch[]): Example {
  const moments: Moment[] = [
    ...schedule.entries.flatMap(({ name, minutes }, index) =>
      (onsets[index] ?? []).flatMap((time): Moment[] => [
        { time, kind: 'onset', says: `${name} comes on` },
        { time: time + minutes * MINUTE_MS, kind: 'end', says: `${name} is over` },
      ]),
    ),
    ...catches.map(({ time, by, strategy }): Moment => ({ time, kind: 'catch', says: strategy === null ? by : `${by} of ${strategy}` })),
    ...(result?.risk?.transitions ?? []).map(
      ({ time, from, to, strategy }): Moment => ({ time, kind: 'state', says: `${strategy ?? 'the account'}: ${from} to ${to}` }),
    ),
  ]
  return {
    twin: thinned(twin.equity),
    chaos: result === null ? { time: [], equity: [] } : thinned(result.equity),
    moments: moments.sort((a, b) => a.time - b.time),
  }
}

function thinned({ time, equity }: EquityCurve): EquityLine {
  const rows = rowsToDraw([equity], time.length, POINTS)
  return { time: [...pick(time, rows)], equity: [...pick(equity, rows)] }
}
