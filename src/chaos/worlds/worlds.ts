// Makes the worlds of the suite: the bars of a plan at a seed, and the strategies that trade in them.

import { syntheticBars } from '../../data/synthetic/market-name.js'
import type { BacktestStrategy } from '../../engine/backtest-request.js'
import type { BarSeries } from '../../model/bar.js'
import { type Instrument, instrument } from '../../model/instrument.js'
import { fail } from '../../std/assert.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { randomStream } from '../../std/random.js'
import { missingBars } from '../faults/data/missing-bars.js'
import type { MisbehavingStrategies } from '../trial/bound-entry.js'
import type { World } from '../trial/world.js'
import { acted } from './acted.js'
import { falling } from './falling.js'
import { asPair, priced } from './foreign.js'
import { quoted } from './quoted.js'
import { withVolume } from './with-volume.js'
import type { Refusals, WorldPlan } from './world-plan.js'
import { worldPlans } from './world-plans.js'

export const worldNames: readonly string[] = Object.keys(worldPlans)

/** Those in which nothing may be stopped while nothing goes wrong. */
export const peacefulWorlds: readonly string[] = worldNames.filter((name) => !worldPlans[name]?.mayStop)

/** Healthy strategies by the name of their file. */
export type HealthyStrategies = ReadonlyMap<string, Pick<BacktestStrategy, 'strategy' | 'sourceHash' | 'isolated'>>

/** Strategy files that any world needs. */
export const healthyFiles: readonly string[] = [
  ...new Set(Object.values(worldPlans).flatMap(({ healthy }) => healthy.map(({ file }) => file))),
]

/** A world with the bars of a seed, by the strategies that are loaded. The same name and seed make the same bars anywhere. */
export function worldOf(name: string, seed: number, loaded: HealthyStrategies, loadedMisbehaving: MisbehavingStrategies): World {
  const { healthy, misbehaving = [], config } = planNamed(name)
  const allocation = 1 / healthy.length
  const good = healthy.map(({ file, params }) => ({ ...strategyOf(file, loaded), params, allocation }))
  const bad = misbehaving.map(({ fault, name, params }) => ({ ...strategyOf(fault, loadedMisbehaving), name, params, allocation }))
  return { name, series: seriesOf(name, seed), rates: ratesOf(name, seed), strategies: [...good, ...bad], config }
}

function strategyOf<Loaded>(name: string, loaded: ReadonlyMap<string, Loaded>): Loaded {
  return loaded.get(name) ?? fail(`${name} was loaded`)
}

/** The bars of a world at a seed, without anybody who trades them. Fails with `UNKNOWN_WORLD` and the nearest name. */
export function seriesOf(name: string, seed: number): readonly BarSeries[] {
  const plan = planNamed(name)
  const { series } = syntheticBars(`synthetic:${plan.market}:seed=${seed}`)
  return series.map((one, place) => asPlanned(one, plan, place, seed))
}

/** The pairs that convert the currencies of a world. */
function ratesOf(name: string, seed: number): readonly BarSeries[] {
  const { rates = [] } = planNamed(name)
  return rates.flatMap((market) => syntheticBars(`synthetic:${market}:seed=${seed}`).series.map(asPair))
}

/** What a world is like, in one sentence. Fails with `UNKNOWN_WORLD` and the nearest name. */
export function worldSays(name: string): string {
  return planNamed(name).says
}

/** A synthetic market jumps a few times a year, and nothing opens on a jump. */
const ofAnyMarket: Refusals = { PRICE_JUMP: 2 }

/** What may be refused in a world where nothing goes wrong, and whether each of its strategies has to trade at every seed. Fails with `UNKNOWN_WORLD` and the nearest name. */
export function peaceIn(name: string): { readonly refuses: Refusals; readonly mayRest: boolean } {
  const { refuses, mayRest = false } = planNamed(name)
  return { refuses: { ...ofAnyMarket, ...refuses }, mayRest }
}

function planNamed(name: string): WorldPlan {
  const plan = worldPlans[name]
  if (plan !== undefined) return plan
  const hint = didYouMean(name, worldNames) ?? 'bench chaos list has them'
  throw new BenchError('UNKNOWN_WORLD', `no world is called '${name}'`, hint)
}

function asPlanned(
  made: BarSeries,
  { prices, acts, fall, lotsTraded, gaps, futures, spreadBps }: WorldPlan,
  place: number,
  seed: number,
): BarSeries {
  let series = made
  const price = prices?.[place]
  if (fall !== undefined) series = falling(series, fall)
  if (price !== undefined) series = priced(series, price)
  series = acted(series, acts?.[place] ?? [])
  if (lotsTraded !== undefined) series = withVolume(series, lotsTraded)
  if (gaps !== undefined) series = withGaps(series, gaps, seed)
  if (futures) series = { ...series, instrument: asFuture(series.instrument) }
  return spreadBps === undefined ? series : quoted(series, spreadBps)
}

/** In the hours and on the tick of what it was. */
function asFuture({ id, calendar, tick }: Instrument): Instrument {
  return instrument(id, 'future', { calendar, tick })
}

function withGaps(series: BarSeries, share: number, seed: number): BarSeries {
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  return missingBars.apply(series, always, { share }, randomStream(seed, `gaps/${series.instrument.id}`))
}
