// `bench data generate`: a synthetic market into the catalog, for tests and demonstrations.

import { userCatalogFolder } from '../../data/catalog/catalog.js'
import type { Dataset } from '../../data/catalog/dataset.js'
import { generateDataset } from '../../data/synthetic/generate.js'
import { type MarketModel, usualMarket } from '../../data/synthetic/market-model.js'
import { BenchError } from '../../std/errors.js'
import type { DataGenerateOptions } from './generate-options.js'
import { predictionsFile, writePredictions } from './generate-predictions.js'

export async function dataGenerate(name: string, options: DataGenerateOptions): Promise<void> {
  const { label, replace, quiet, json } = options
  const shown = process.stderr.isTTY === true && !quiet && !json
  const onProgress = (bars: number) => void (shown && process.stderr.write(`\r${bars.toLocaleString('en-US')} bars`))
  const folder = userCatalogFolder(options.catalog)
  const file = await predictionsFile(options)
  try {
    const dataset = await generateDataset(folder, name, modelOf(options), { label, replace, onProgress })
    const count = file === null ? null : await writePredictions(file, name, folder, options)
    const predictions = count === null ? undefined : { file, count }
    const result = { schema: 'bench.data-generate/1', catalog: folder, dataset, predictions }
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : text(dataset, options.predictions, count))
  } finally {
    if (shown) process.stderr.write('\r\u001b[K')
  }
}

function modelOf(options: DataGenerateOptions): MarketModel {
  const { symbols = ['SYN01'], jumps = usualMarket.jumpsPerYear, count, to } = options
  if (count !== undefined && to !== undefined) throw new BenchError('USAGE', '--count and --to both say where to end', 'give one of them')
  const { timeframe, calendar, from, seed, volatility, drift, correlation, regimes, startPrice } = { ...usualMarket, ...options }
  const walk = { volatility, drift, correlation, jumpsPerYear: jumps, regimes, startPrice }
  return { symbols, timeframe, calendar, from, to: to ?? usualMarket.to, count, seed, ...walk }
}

function text({ name, label, timeframe, instruments, notes }: Dataset, file: string | undefined, count: number | null): string {
  const bars = instruments.reduce((sum, { rows }) => sum + rows, 0)
  const [from, to] = [Math.min(...instruments.map((one) => one.from)), Math.max(...instruments.map((one) => one.to))]
  return [
    `generated ${name}: ${bars.toLocaleString('en-US')} bars of ${timeframe}, ${instruments.length === 1 ? '1 symbol' : `${instruments.length} symbols`}, ${day(from)} to ${day(to)}`,
    `  ${label}`,
    ...notes.map((note) => `  ${note}`),
    ...(count === null ? [`  bench backtest buy-and-hold --data ${name}`] : predictionsText(name, file as string, count)),
    '',
  ].join('\n')
}

function predictionsText(name: string, file: string, count: number): string[] {
  return [
    `  ${count.toLocaleString('en-US')} predictions in ${file}: they know the bars that follow, so a result on them says nothing about a model`,
    `  bench backtest prediction-rules --data ${name} --predictions ${file}`,
  ]
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
