import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { worldPlans } from './world-plans.js'
import { peaceIn, worldNames } from './worlds.js'

// Nobody looks on: only what is traded counts.
const laboratory = await testLaboratory([])
const seeds = [1, 2, 3, 4, 5]

/** How often each healthy strategy fills at a seed at which nothing goes wrong. */
function healthyFills(name: string, seed: number): readonly number[] {
  const world = laboratory.world(name, seed)
  const misbehaving = worldPlans[name]?.misbehaving?.map((one) => one.name) ?? []
  const names = world.strategies.map(({ strategy, name = strategy.name }) => name).filter((one) => !misbehaving.includes(one))
  const { result } = laboratory.twin(world, seed)
  laboratory.forget()
  return names.map((one) => (result?.fills ?? []).filter(({ strategy }) => strategy === one).length)
}

const resting = worldNames.filter((name) => peaceIn(name).mayRest)

test.each(worldNames.filter((name) => !resting.includes(name)))('each healthy strategy of %s trades at every seed', (name) => {
  for (const seed of seeds) expect(Math.min(...healthyFills(name, seed)), `fills at seed ${seed}`).toBeGreaterThanOrEqual(4)
})

test.each(resting)('each healthy strategy of %s, which may find nothing to trade, trades at some seeds', (name) => {
  const bySeed = seeds.map((seed) => healthyFills(name, seed))
  const fills = (bySeed[0] ?? []).map((_, place) => bySeed.reduce((sum, counts) => sum + (counts[place] as number), 0))
  expect(Math.min(...fills)).toBeGreaterThanOrEqual(20)
})
