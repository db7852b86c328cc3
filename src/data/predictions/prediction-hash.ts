// The hash of predictions by their content: what a run hashes beside its bars.

import type { Prediction } from '../../model/prediction.js'
import { HashLog } from '../../std/hash.js'

/** Hex sha256 of predictions in their order. The file's form does not count: the same rows as CSV and as Parquet give the same hash. */
export function hashPredictions(predictions: readonly Prediction[]): string {
  const log = new HashLog()
  log.text('predictions/1')
  for (const { time, instrument, value, confidence, horizonMs, metadata } of predictions) {
    log.number(time)
    log.text(instrument)
    log.number(value)
    log.number(confidence)
    if (horizonMs === null) log.null()
    else log.number(horizonMs)
    log.value(metadata)
  }
  return log.digest()
}
