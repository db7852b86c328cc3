// A run to look at: its equity beside that of its clean twin, and when what happened.

import type { EquityCurve, RunResult } from '../../model/run.js'
import { pick, rowsToDraw } from '../../report/tear-sheet/down-sample.js'
import type { Schedule } from '../schedule/schedule.js'
import { type TimelineEvent, timelineOf } from '../trial/timeline.js'
import type { Trial } from '../trial/trial.js'
import type { Catch, EquityLine, Example, Moment } from '../verdict/verdict.js'

/** As many points as a line of a page can show. */
const POINTS = 200

/** Of a trial that was refused the line of equity is empty. */
export function exampleOf(trial: Trial, twin: RunResult, schedule: Schedule, catches: readonly Catch[]): Example {
  const moments: readonly Moment[] = [
    ...timelineOf(trial, schedule).flatMap(({ time, kind, says }) => (isShown(kind) ? [{ time, kind, says }] : [])),
    ...catches.map(({ time, by, strategy }): Moment => ({ time, kind: 'catch', says: strategy === null ? by : `${by} of ${strategy}` })),
  ]
  return {
    twin: thinned(twin.equity),
    chaos: trial.result === null ? { time: [], equity: [] } : thinned(trial.result.equity),
    moments: moments.toSorted((a, b) => a.time - b.time),
  }
}

/** Of a timeline: what went wrong, and the states that it led to. Orders and each word of a control would fill the page. */
function isShown(kind: TimelineEvent['kind']): kind is 'onset' | 'end' | 'state' {
  return kind === 'onset' || kind === 'end' || kind === 'state'
}

function thinned({ time, equity }: EquityCurve): EquityLine {
  const rows = rowsToDraw([equity], time.length, POINTS)
  return { time: [...pick(time, rows)], equity: [...pick(equity, rows)] }
}
