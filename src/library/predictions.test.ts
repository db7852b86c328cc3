import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day, flatBars, free, handSeries } from '../../tests/fixtures/series.js'
import { strategyOf } from '../../tests/fixtures/strategies.js'
import { prediction } from '../model/prediction.js'
import { enterLong } from '../model/signal.js'
import { backtest } from './backtest.js'
import { readPredictions } from './read-predictions.js'

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-library-predictions-'))
  file = join(folder, 'said.csv')
  await writeFile(file, 'publish_time,instrument,direction,confidence\n2024-01-02 00:00:00,A,long,0.8\n2024-01-04 00:00:00,A,long,0.9\n')
})
afterAll(() => rm(folder, { recursive: true }))

const data = handSeries('A', flatBars(10, 11, 12, 13))
const strategy = strategyOf('buys', { onPrediction: () => enterLong({ size: { lots: 1 } }) })
const load = { timeZone: 'UTC' }

test('predictions come from a file, from what was read of one, and from a list: the same run', async () => {
  const list = [prediction(day(1), 'A', 1, 0.8), prediction(day(3), 'A', 1, 0.9)]
  const sources = [file, await readPredictions(file, load), list]
  const made = []
  for (const predictions of sources) made.push(await backtest({ strategy, data, predictions, load, config: free }))
  expect(made[0]?.fills.map(({ price }) => price)).toEqual([11, 13])
  expect(new Set(made.map(({ hashes }) => JSON.stringify(hashes))).size).toBe(1)
  expect(made.map(({ predictions }) => predictions?.name)).toEqual(['said.csv', 'said.csv', 'predictions of a program'])
})

test('of a file only those within the days of the run are taken', async () => {
  const { predictions } = await backtest({ strategy, data, predictions: file, load, from: '2024-01-01', to: '2024-01-02', config: free })
  expect(predictions).toMatchObject({ count: 1, delivered: 1 })
})
