// The predictions of a run on their way to the strategies: each is due at the time it was published, and never before.

import type { Prediction, PredictionSource } from '../../model/prediction.js'
import { comparePredictions, faultOfPrediction } from '../../model/prediction.js'
import { type EpochMs, formatTime } from '../../model/time.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { BarFeed } from './bar-feed.js'

export class PredictionFeed {
  readonly name: string
  /** By time; at one time by instrument. */
  readonly predictions: readonly Prediction[]
  /** When the next is due; Infinity after the last. */
  nextTime: EpochMs
  /** Those that are due at the time that was asked for last: from `first` up to `end` of the predictions. */
  first = 0
  end = 0
  /** How many came before their instrument had a bar: there was no price to act on. */
  early = 0
  readonly #series: Int32Array

  /** Null where a run has none. Fails with `BAD_DATA` where one cannot be or is there twice, and `UNKNOWN_INSTRUMENT`. */
  static of(source: PredictionSource | undefined, feed: BarFeed): PredictionFeed | null {
    return source === undefined || source.predictions.length === 0 ? null : new PredictionFeed(source, feed)
  }

  private constructor({ name, predictions }: PredictionSource, feed: BarFeed) {
    this.name = name
    this.predictions = inOrder(predictions)
    this.nextTime = (this.predictions[0] as Prediction).time
    refuseFaulty(name, this.predictions)
    this.#series = executingSeries(name, this.predictions, feed)
  }

  /** How many were told. */
  get delivered(): number {
    return this.end - this.early
  }

  /** The series on which orders of a prediction's instrument execute, by its place in the feed. */
  seriesOf(index: number): number {
    return this.#series[index] as number
  }

  /** Moves on to those that are due by a time; whether there are any. */
  collect(time: EpochMs): boolean {
    if (this.nextTime > time) return false
    const { predictions } = this
    this.first = this.end
    while (this.end < predictions.length && (predictions[this.end] as Prediction).time <= time) this.end++
    this.nextTime = predictions[this.end]?.time ?? Number.POSITIVE_INFINITY
    return true
  }
}

/** As they are where they are sorted, as those of a file always are. */
function inOrder(predictions: readonly Prediction[]): readonly Prediction[] {
  const isSorted = predictions.every((one, index) => index === 0 || comparePredictions(predictions[index - 1] as Prediction, one) <= 0)
  return isSorted ? predictions : [...predictions].sort(comparePredictions)
}

function refuseFaulty(name: string, predictions: readonly Prediction[]): void {
  for (const [index, one] of predictions.entries()) {
    const fault = faultOfPrediction(one)
    const place = `${name}: the prediction of ${one.instrument} at ${Number.isFinite(one.time) ? formatTime(one.time) : one.time}`
    if (fault !== null) throw new BenchError('BAD_DATA', `${place}: ${fault.message}`, fault.hint)
    const before = predictions[index - 1]
    if (before === undefined || comparePredictions(before, one) !== 0) continue
    throw new BenchError('BAD_DATA', `${place} is there twice`, 'leave one of them out')
  }
}

function executingSeries(name: string, predictions: readonly Prediction[], feed: BarFeed): Int32Array {
  const known = new Map(feed.series.flatMap(({ executes, index, series }) => (executes ? [[series.instrument.id, index] as const] : [])))
  return Int32Array.from(predictions, ({ instrument }) => {
    const series = known.get(instrument)
    if (series !== undefined) return series
    const count = predictions.filter((one) => one.instrument === instrument).length
    const message = `${name}: ${count === 1 ? '1 prediction is' : `${count} predictions are`} of '${instrument}', which the run does not have`
    const hint =
      didYouMean(instrument, known.keys()) ?? `the run has ${[...known.keys()].join(', ')}; --instrument takes only some of the file`
    throw new BenchError('UNKNOWN_INSTRUMENT', message, hint)
  })
}
