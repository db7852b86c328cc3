// Predictions as a CSV that the reader takes: one row a prediction, times in UTC.

import type { Prediction } from '../../model/prediction.js'
import { formatTime } from '../../model/time.js'

const header = 'publish_time,instrument,direction,value,confidence,horizon_ms'

/** The text of the file, line by line. What a prediction carries as metadata is left out. */
export function* predictionLines(predictions: Iterable<Prediction>): Generator<string> {
  yield header
  for (const { time, instrument, direction, value, confidence, horizonMs } of predictions) {
    yield [formatTime(time), instrument, direction, value, confidence, horizonMs ?? ''].join(',')
  }
}
