// The predictions that `bench data generate --predictions` writes beside its bars.

import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openCatalog } from '../../data/catalog/catalog.js'
import { predictionLines } from '../../data/predictions/write-predictions.js'
import { generatePredictions, usualPredictions } from '../../data/synthetic/predictions.js'
import { comparePredictions } from '../../model/prediction.js'
import { BenchError } from '../../std/errors.js'
import { outFile } from '../out-file.js'
import type { DataGenerateOptions } from './generate-options.js'

/** The file to write, checked before bars are made for it; null where none is asked for. Errors: `USAGE`, `FILE_EXISTS`. */
export async function predictionsFile({ predictions, accuracy, replace }: DataGenerateOptions): Promise<string | null> {
  if (predictions === undefined) {
    if (accuracy === undefined) return null
    throw new BenchError('USAGE', '--accuracy is of the predictions, and none are made', 'name their file: --predictions FILE.csv')
  }
  if (!/\.csv$/i.test(predictions))
    throw new BenchError('USAGE', `predictions are written as CSV, not to '${predictions}'`, 'end the name with .csv')
  if (accuracy !== undefined && !(accuracy >= 0 && accuracy <= 1))
    throw new BenchError('USAGE', `--accuracy ${accuracy}`, 'give 0% to 100%')
  const file = await outFile(predictions)
  if (replace !== true && (await stat(file).catch(() => null)) !== null)
    throw new BenchError('FILE_EXISTS', `${predictions} is there already`, 'name another file, or --replace it')
  return file
}

/** Writes predictions of a dataset's bars and answers how many. */
export async function writePredictions(
  file: string,
  dataset: string,
  catalogFolder: string,
  { seed = usualPredictions.seed, accuracy = usualPredictions.accuracy }: DataGenerateOptions,
): Promise<number> {
  const { series } = await openCatalog([catalogFolder]).loadDataset(dataset)
  const predictions = series
    .flatMap((one) => [...generatePredictions(one, { ...usualPredictions, seed, accuracy })])
    .sort(comparePredictions)
  await pipeline(Readable.from(withLineEnds(predictionLines(predictions))), createWriteStream(file))
  return predictions.length
}

function* withLineEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`
}
