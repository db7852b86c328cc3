// Synthetic predictions of synthetic bars: they look at what the price will do, and are right about as often as one asks. For tests and demonstrations only.

import type { BarSeries } from '../../model/bar.js'
import { type Prediction, prediction } from '../../model/prediction.js'
import { timeframeMs } from '../../model/time.js'
import { type RandomStream, randomStream } from '../../std/random.js'

export interface PredictionModel {
  readonly seed: number
  /** Bars between two predictions of an instrument, on average. */
  readonly every: number
  /** How many bars ahead a prediction is meant. */
  readonly ahead: number
  /** The share of predictions that are right about the direction. */
  readonly accuracy: number
}

export const usualPredictions = { seed: 1, every: 30, ahead: 30, accuracy: 0.55 } as const satisfies PredictionModel

/** Latest after the close of a bar that a model is done with it, milliseconds. */
const slowestMs = 4_000

/**
 * Predictions of one series, in the order of time: each some moments after a bar has closed, of what the close `ahead` bars later will be. Their value is a
 * log return, their confidence 0.5 to 1 and larger where they are right more often. One more instrument leaves the others as they are.
 */
export function* generatePredictions({ instrument, timeframe, columns }: BarSeries, model: PredictionModel): Generator<Prediction> {
  const random = randomStream(model.seed, `predictions-${instrument.id}`)
  const { close, closeTime, length } = columns
  const horizonMs = model.ahead * timeframeMs(timeframe)
  for (let bar = waitOf(model, random); bar + model.ahead < length; bar += waitOf(model, random)) {
    const [now, later] = [close[bar] as number, close[bar + model.ahead] as number]
    const confidence = 0.5 + 0.5 * random.next() * random.next()
    const isRight = random.next() < Math.min(1, model.accuracy * (0.8 + 0.4 * confidence))
    const change = later === now ? (random.next() < 0.5 ? 1 : -1) * 1e-6 : Math.log(later / now)
    const value = (isRight ? change : -change) * (0.5 + random.next())
    const time = (closeTime[bar] as number) + random.integer(slowestMs)
    yield prediction(time, instrument.id, rounded(value, 1e8), rounded(confidence, 1e4), { horizonMs })
  }
}

/** At least one bar. */
function waitOf({ every }: PredictionModel, random: RandomStream): number {
  return 1 + random.integer(2 * every - 1)
}

function rounded(value: number, perUnit: number): number {
  const whole = Math.round(value * perUnit) / perUnit
  // A value of zero would be a prediction of nothing.
  return whole === 0 ? Math.sign(value) / perUnit : whole
}
