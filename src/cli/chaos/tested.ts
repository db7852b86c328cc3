// `bench chaos run --strategy`: the strategy that is tested, with its parameters and the bars that it is given.

import { Laboratory } from '../../chaos/laboratory.js'
import { loadWildStrategies } from '../../chaos/load-strategies.js'
import type { JudgedRun } from '../../chaos/scenario/verdict.js'
import type { Tested } from '../../chaos/tester/tested.js'
import { testerRuns } from '../../chaos/tester/tester.js'
import { BenchError } from '../../std/errors.js'
import { loadStrategy } from '../../strategy/loader.js'
import { loadRunBars } from '../backtest/bars.js'
import { ownConfigOf } from '../backtest/own-config.js'
import { forInstruments, readParams } from '../backtest/params.js'
import { resolveSettings } from '../backtest/settings.js'
import { interruptible } from '../terminal/interruptible.js'
import type { ChaosRunOptions } from './options.js'

type TestedOptions = Pick<ChaosRunOptions, 'data' | 'param' | 'instrument' | 'from' | 'to'>

/** Judges a strategy at seeds, one after the other in this thread. Errors: those of loading it and its bars, `USAGE` where it cannot be tested. */
export async function judgeStrategy(
  name: string,
  options: TestedOptions,
  seeds: readonly number[],
  onProgress?: (done: number, total: number) => void,
): Promise<readonly JudgedRun[]> {
  const tested = await loadTested(name, options)
  const wild = await loadWildStrategies(new Set(['runaway']), process.cwd())
  const laboratory = new Laboratory({ healthy: new Map(), wild })
  return seeds.flatMap((seed, place) => {
    const runs = interruptible(() => testerRuns(tested, laboratory, seed))
    onProgress?.(place + 1, seeds.length)
    return runs
  })
}

/** What belongs to a tested strategy says nothing of a suite. Fails with `USAGE` where it is given without one. */
export function refuseWithoutStrategy(options: TestedOptions): void {
  const [given] = (['data', 'param', 'instrument', 'from', 'to'] as const).filter((name) => options[name] !== undefined)
  if (given !== undefined)
    throw new BenchError('USAGE', `--${given} is of a strategy that is tested`, 'name it: --strategy FILE, or leave it out')
}

async function loadTested(name: string, options: TestedOptions): Promise<Tested> {
  const cwd = process.cwd()
  const { params } = await resolveSettings(options, {}, ownConfigOf(name, cwd))
  const { strategy, sourceHash } = await loadStrategy(name, { cwd })
  const checked = readParams(strategy, params)
  // The data of the strategy’s own file was written for it, and not for this.
  const series = options.data === undefined ? null : (await loadRunBars(options.data, options)).series
  const ids = series?.map(({ instrument }) => instrument.id) ?? ['SYN01', 'SYN02']
  const { values } = forInstruments(strategy, checked, ids)
  return { name, words: wordsOf(options), strategy: { strategy, params: values, sourceHash }, series }
}

/** As they were given, for whoever wants to give them again. */
function wordsOf({ data = [], param = [], instrument = [], from, to }: TestedOptions): readonly string[] {
  return [
    ...data.flatMap((one) => ['--data', one]),
    ...instrument.flatMap((one) => ['--instrument', one]),
    ...(from === undefined ? [] : ['--from', from]),
    ...(to === undefined ? [] : ['--to', to]),
    ...param.flatMap(([key, value]) => ['--param', `${key}=${value}`]),
  ]
}
