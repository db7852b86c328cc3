// `readPredictions` for programs: the reader of files is loaded only when it is asked for.

import type { PredictionFile, PredictionFileOptions } from '../data/predictions/read-predictions.js'

/**
 * The predictions of a CSV or Parquet file, by time and instrument. Times without a zone need `timeZone`. A faulty row, or two of one instrument at one
 * time, refuse the file with `BAD_DATA` and name up to twenty lines. Also `NO_SUCH_FILE`, and `USAGE` where the times have no zone.
 */
export async function readPredictions(path: string, options: PredictionFileOptions = {}): Promise<PredictionFile> {
  return (await import('../data/predictions/read-predictions.js')).readPredictions(path, options)
}
