import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { strategyFaults } from '../../src/chaos/faults/strategy-faults.js'
import type { Laboratory } from '../../src/chaos/laboratory.js'
import { scheduleOf } from '../../src/chaos/schedule/schedule.js'
import { testLaboratory } from '../fixtures/laboratory.js'
import { type Sabotaged, sabotageRuns, sabotages } from './sabotage.js'
import { sabotageTable, titleOf } from './sabotage-page.js'

/** What the daily loss limit of the guarded profile lets an account of 100,000 lose. */
const DAILY_LOSS = 2_000

let laboratory: Laboratory
let runs: readonly (readonly Sabotaged[])[]
beforeAll(async () => {
  // What a run costs does not depend on who looks on.
  laboratory = await testLaboratory([])
  runs = sabotageRuns(laboratory, 1)
}, 120_000)

describe.each(sabotages.map((one, index) => [titleOf(one), one, index] as const))('%s', (_, one, index) => {
  const run = (): Sabotaged => runs[index]?.[0] as Sabotaged

  test('is caught first by its control, and costs less than a day may', () => {
    const { damage, caughtBy, orders } = run().on
    expect(one.caughtBy).toContain(caughtBy)
    expect(damage).toBeLessThan(DAILY_LOSS)
    expect(orders).toBeLessThanOrEqual(one.mostOrders ?? Number.POSITIVE_INFINITY)
  })

  test('hurts without controls, or ends the run', () => {
    const { on, off } = run()
    if (one.strategy === 'thrower') expect(off.damage).toBeNull()
    // No profile is without finite checks.
    else if (one.strategy === 'nan-sizes') expect(off).toMatchObject({ damage: 0, orders: 0, caughtBy: 'NOT_FINITE' })
    else expect(off.damage).toBeGreaterThan(Math.max(500, 2 * (on.damage as number)))
  })
})

/** What they would break is an invariant, and it costs little or nothing: the swarm lets them loose. */
const costLittle = new Set(['flipper', 'amender', 'over-exiter', 'parent-order', 'long-short', 'monkey'])

const names = strategyFaults.flatMap(({ name, isolated }) => (isolated || costLittle.has(name) ? [] : [name]))

test('every strategy that needs no isolated host and costs something is let loose', () => {
  expect(new Set(sabotages.map(({ strategy }) => strategy))).toEqual(new Set(names))
})

test('docs/CHAOS.md has their figures of seed 1', () => {
  const page = readFileSync(new URL('../../docs/CHAOS.md', import.meta.url), 'utf8')
  const committed = (page.split('<!-- sabotage table')[1] ?? '').split('\n').filter((line) => line.startsWith('|'))
  expect(committed.map(ends)).toEqual(sabotageTable(runs).map(ends))
})

/** Of a row, what does not depend on how many seeds there were. */
function ends(row: string): unknown {
  const cells = row.split(' | ')
  return [cells.slice(0, 3), cells.at(-1)]
}

test.each(names)('%s runs on daily bars too, and the same twice', (fault) => {
  const world = laboratory.world('days', 1)
  const schedule = scheduleOf(1, [{ fault, when: { at: '2023-06-01T00:00:00Z' }, minutes: 2 * 24 * 60 }])
  const [one, other] = [laboratory.trial(world, schedule), laboratory.trial(world, schedule)]
  expect([one.refusal, one.ended]).toEqual([null, null])
  expect(one.onsets[0]).toHaveLength(1)
  expect(one.result?.hashes).toEqual(other.result?.hashes)
})
