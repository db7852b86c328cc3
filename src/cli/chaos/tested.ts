// `bench chaos run --strategy`: the strategy that is tested, with its parameters and the bars that it is given.

import type { TestedPlan } from '../../chaos/runner/open-bench.js'
import { testerTasks } from '../../chaos/suite/tasks.js'
import { conditionNamed } from '../../chaos/tester/conditions.js'
import type { JudgedRun } from '../../chaos/verdict/verdict.js'
import { BenchError } from '../../std/errors.js'
import { loadStrategy } from '../../strategy/loader.js'
import { loadRunBars } from '../backtest/bars.js'
import { ownConfigNote, ownConfigOf } from '../backtest/own-config.js'
import { forInstruments, readParams } from '../backtest/params.js'
import { resolveSettings } from '../backtest/settings.js'
import { log } from '../terminal/log.js'
import type { ChaosRunOptions } from './options.js'
import { refuseEndless } from './processes/refuse-endless.js'
import { watchedTasks } from './watched-tasks.js'

type TestedOptions = Pick<
  ChaosRunOptions,
  'condition' | 'config' | 'data' | 'param' | 'instrument' | 'from' | 'to' | 'workers' | 'quiet' | 'json'
>

/** Judges a strategy under every condition at seeds, or under those that are named. Errors: those of loading it and its bars, `USAGE` where it cannot be tested. */
export async function judgeStrategy(name: string, options: TestedOptions, seeds: readonly number[]): Promise<readonly JudgedRun[]> {
  for (const one of options.condition ?? []) conditionNamed(one)
  const plan = await planOf(name, options)
  return watchedTasks(
    seeds.flatMap((seed) => testerTasks([name, ...plan.words], seed, options.condition)),
    options,
    plan,
  )
}

/** A suite says nothing of a strategy that is tested. Fails with `USAGE` where both are given. */
export function refuseSuiteWithStrategy(options: ChaosRunOptions): void {
  const [given] = (['scenario', 'schedule', 'suite', 'world'] as const).filter((name) => options[name] !== undefined)
  if (given !== undefined) {
    throw new BenchError('USAGE', `--${given} says nothing of a strategy that is tested`, 'leave it out, or --strategy')
  }
}

/** What belongs to a tested strategy says nothing of a suite. Fails with `USAGE` where it is given without one. */
export function refuseWithoutStrategy(options: TestedOptions): void {
  const [given] = (['condition', 'config', 'data', 'param', 'instrument', 'from', 'to'] as const).filter(
    (name) => options[name] !== undefined,
  )
  if (given !== undefined)
    throw new BenchError('USAGE', `--${given} is of a strategy that is tested`, 'name it: --strategy FILE, or leave it out')
}

/** The strategy's own file counts as in a backtest, its data and limits among it, and a note says so. */
async function planOf(name: string, options: TestedOptions): Promise<TestedPlan> {
  const cwd = process.cwd()
  const settings = await resolveSettings(options, {}, ownConfigOf(name, cwd))
  const { params, engine, run } = settings
  await refuseEndless(name, cwd)
  const { strategy } = await loadStrategy(name, { cwd })
  const checked = readParams(strategy, params)
  const series = run.data === undefined ? null : (await loadRunBars(run.data, run)).series
  const ids = series?.map(({ instrument }) => instrument.id) ?? ['SYN01', 'SYN02']
  const given = forInstruments(strategy, checked, ids)
  for (const note of ownConfigNote(settings, given)) log('info', note)
  return { name, words: wordsOf(options), params: given.values, config: engine, series }
}

/** As they were given, for whoever wants to give them again. */
function wordsOf({ config, data = [], param = [], instrument = [], from, to }: TestedOptions): readonly string[] {
  return [
    ...(config === undefined ? [] : ['--config', config]),
    ...data.flatMap((one) => ['--data', one]),
    ...instrument.flatMap((one) => ['--instrument', one]),
    ...(from === undefined ? [] : ['--from', from]),
    ...(to === undefined ? [] : ['--to', to]),
    ...param.flatMap(([key, value]) => ['--param', `${key}=${value}`]),
  ]
}
