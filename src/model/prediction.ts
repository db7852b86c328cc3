// A prediction: what a model outside the system said of an instrument, and when it said it. Nobody may see it earlier.

import type { EpochMs } from './time.js'

/** Where the price is said to go; `flat`: nowhere. */
export type PredictedDirection = 'long' | 'short' | 'flat'

/** One row of a predictions file: what was said, of which instrument, and when anybody could know it. */
export interface Prediction {
  /** When it was published, epoch ms. */
  readonly time: EpochMs
  readonly instrument: string
  readonly direction: PredictedDirection
  /** The signed number behind the direction, in the model's own unit; 1, −1 or 0 where it gave only the direction. */
  readonly value: number
  /** 0…1. */
  readonly confidence: number
  /** For how long it is meant, milliseconds; null where it does not say. */
  readonly horizonMs: number | null
  /** What else stood in its row, as text by the column's name. */
  readonly metadata: Readonly<Record<string, string>>
}

/** Predictions as a run takes them, in any order. */
export interface PredictionSource {
  /** What reports call them: the file's name. */
  readonly name: string
  readonly predictions: readonly Prediction[]
}

/** What a prediction may say besides; nothing of it is needed. */
export interface PredictionOptions {
  readonly horizonMs?: number | null | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
}

/** A prediction whose direction is the sign of its value. */
export function prediction(
  time: EpochMs,
  instrument: string,
  value: number,
  confidence: number,
  { horizonMs = null, metadata = {} }: PredictionOptions = {},
): Prediction {
  return { time, instrument, direction: directionOf(value), value, confidence, horizonMs, metadata }
}

/** Above zero is long, below it short. */
export function directionOf(value: number): PredictedDirection {
  return value > 0 ? 'long' : value < 0 ? 'short' : 'flat'
}

/** What is wrong with a prediction, and what to write instead; null where nothing is. */
export function faultOfPrediction({ time, direction, value, confidence, horizonMs }: Prediction): PredictionFault | null {
  if (!Number.isFinite(time)) return { message: `${time} is not a time`, hint: 'give epoch milliseconds' }
  if (!Number.isFinite(value)) return { message: `${value} is not a value`, hint: 'give a finite number: its sign is the direction' }
  if (direction !== directionOf(value)) {
    return {
      message: `the direction is ${direction} and the value ${value}`,
      hint: 'the sign of the value is the direction; give one of them',
    }
  }
  if (!(confidence >= 0 && confidence <= 1)) {
    const hint = confidence > 1 && confidence <= 100 ? `is it a percent? write ${confidence / 100}, or ${confidence}%` : 'write 0 to 1'
    return { message: `a confidence of ${confidence} is outside 0…1`, hint }
  }
  if (horizonMs !== null && !(horizonMs > 0 && Number.isFinite(horizonMs))) {
    return { message: `a horizon of ${horizonMs} ms is no time to come`, hint: 'give one above zero, or none' }
  }
  return null
}

export interface PredictionFault {
  readonly message: string
  readonly hint: string
}

/** The order in which predictions are told: by time, at one time by instrument. */
export function comparePredictions(a: Prediction, b: Prediction): number {
  return a.time - b.time || (a.instrument < b.instrument ? -1 : a.instrument > b.instrument ? 1 : 0)
}
