// What a run says of the predictions that it was given.

import { hashPredictions } from '../../data/predictions/prediction-hash.js'
import type { Prediction } from '../../model/prediction.js'
import type { RunPredictions } from '../../model/run.js'
import { formatTime } from '../../model/time.js'
import type { AssembledRun } from '../assemble.js'
import type { PredictionFeed } from '../time/prediction-feed.js'

/** Null where there were none. */
export function runPredictions(feed: PredictionFeed | null): RunPredictions | null {
  if (feed === null) return null
  const { name, predictions, delivered } = feed
  const [first, last] = [predictions[0] as Prediction, predictions.at(-1) as Prediction]
  return { name, count: predictions.length, delivered, from: first.time, to: last.time, dataHash: hashPredictions(predictions) }
}

/** `signals.csv: 1,200 predictions, 2024-01-02T14:30:00Z to 2024-01-05T20:00:00Z` */
export function predictionsText({ name, count, from, to }: RunPredictions): string {
  return `${name}: ${counted(count)}, ${formatTime(from)} to ${formatTime(to)}`
}

/** What was not told, and to whom nothing was. */
export function predictionNotes({ predictions: feed, strategies }: AssembledRun): string[] {
  const readers = strategies.filter(({ host }) => host.handlesPredictions)
  if (feed === null) return readers.map(({ host }) => `${host.name} acts on predictions, and the run was given none: --predictions FILE.`)
  const { name, predictions, early, end } = feed
  if (readers.length === 0)
    return [`${name}: no strategy of the run has an onPrediction, so its ${counted(predictions.length)} changed nothing.`]
  const late = predictions.length - end
  return [
    ...(early > 0 ? [`${name}: ${counted(early)} came before their instrument had a bar, and nobody was told.`] : []),
    ...(late > 0 ? [`${name}: ${counted(late)} came after the last bar, and nobody was told.`] : []),
  ]
}

function counted(count: number): string {
  return count === 1 ? '1 prediction' : `${count.toLocaleString('en-US')} predictions`
}
