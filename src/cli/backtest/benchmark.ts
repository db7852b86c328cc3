// What a run is compared with: another strategy on the same bars, or buy-and-hold of other data over the same days.

import { bundledCatalogFolder, openCatalog, userCatalogFolder } from '../../data/catalog/catalog.js'
import { isIsolated } from '../../engine/config/isolation-config.js'
import { withoutStrangers } from '../../engine/config/option-names.js'
import type { RunResult } from '../../model/run.js'
import { type BenchmarkRun, benchmarkOf, buyAndHold, heldWhole, unwatched } from '../../report/benchmark-run.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { loadStrategy } from '../../strategy/loader.js'
import { strategyNames } from '../../strategy/locate-strategy.js'
import { loadRunBars, type RunBars } from './bars.js'
import type { Settings } from './settings.js'
import { simulate } from './simulate.js'

/** Runs the benchmark with the run's own settings, but that holding means holding it all; null when there is none, or when it would be the run itself. */
export async function runBenchmark(run: RunResult, bars: RunBars, settings: Settings): Promise<BenchmarkRun | null> {
  const asked = settings.run.benchmark
  const name = asked ?? buyAndHold
  if (name === 'none' || (asked === undefined && run.strategies.some((strategy) => strategy.name === buyAndHold))) return null
  const isStrategy = strategyNames(process.cwd()).includes(name) || /\.m?[jt]s$/.test(name)
  const benchmarkBars = isStrategy ? bars : await loadBenchmarkBars(name, run, settings)
  const strategy = await loadStrategy(isStrategy ? name : buyAndHold, { cwd: process.cwd(), isolated: isIsolated(settings.engine) })
  const holds = !isStrategy || name === buyAndHold
  const own = isStrategy
    ? settings.engine
    : withoutStrangers(
        settings.engine,
        benchmarkBars.series.map((one) => one.instrument),
      )
  const engine = { ...own, ...unwatched, ...(holds && heldWhole) }
  const result = simulate(strategy, {}, benchmarkBars, { ...settings, engine })
  return benchmarkOf(name, result, run)
}

/** Other data over the days of the run, from the first session to the last: its instruments and its file options are its own. */
async function loadBenchmarkBars(name: string, { sessions }: RunResult, { run: { catalog, rates } }: Settings): Promise<RunBars> {
  const [from, to] = [sessions.date[0], sessions.date.at(-1)]
  try {
    return await loadRunBars([name], { ...(from && { from }), ...(to && { to }), ...(catalog && { catalog }), ...(rates && { rates }) })
  } catch (error) {
    if (!(error instanceof BenchError) || error.code !== 'UNKNOWN_DATASET') throw error
    const { datasets } = await openCatalog([userCatalogFolder(catalog), bundledCatalogFolder()]).listDatasets()
    const names = [...strategyNames(process.cwd()), ...datasets.map(({ dataset }) => dataset.name)]
    const known = `it can be a strategy or data: ${names.join(', ')}; or none`
    throw new BenchError(
      'UNKNOWN_STRATEGY',
      `--benchmark '${name}' is neither a strategy nor data`,
      [didYouMean(name, names), known].filter(Boolean).join(' '),
    )
  }
}
