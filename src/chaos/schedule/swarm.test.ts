import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { runs } from '../../std/property.testing.js'
import { faultCatalog } from '../faults/catalog.js'
import { worldNames } from '../worlds/worlds.js'
import { swarmSchedule } from './swarm.js'

const laboratory = await testLaboratory()
const seeds = Array.from({ length: 1000 }, (_, index) => index + 1)
const world = laboratory.world('minutes', 1)
const schedules = seeds.map((seed) => swarmSchedule(seed, world))

test('every fault is drawn by some seed and left out by others, but those that need an isolated host', () => {
  const drawn = new Set(schedules.flatMap(({ entries }) => entries.map(({ fault }) => fault)))
  const expected = [...faultCatalog.values()].filter(
    (fault) => fault.plane !== 'process' && !(fault.plane === 'strategy' && fault.isolated),
  )
  expect([...drawn].sort()).toEqual(expected.map(({ name }) => name).sort())
  for (const name of drawn) expect(schedules.some(({ entries }) => entries.every(({ fault }) => fault !== name))).toBe(true)
})

test('a schedule has a few entries, and some seeds have none', () => {
  const counts = schedules.map(({ entries }) => entries.length)
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  expect(mean).toBeGreaterThan(1)
  expect(mean).toBeLessThan(8)
  expect(Math.min(...counts)).toBe(0)
})

test('in any world the same seed gives the same, each parameter is one that its fault takes, and the last fifth is free of faults', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(...worldNames), (seed, name) => {
      const { series } = laboratory.world(name, 1)
      const schedule = swarmSchedule(seed, laboratory.world(name, 1))
      expect(swarmSchedule(seed, laboratory.world(name, 1))).toEqual(schedule)
      const { closeTime, length } = (series[0] as (typeof series)[number]).columns
      const healing = closeTime[Math.floor(0.8 * length)] as number
      for (const { fault, params, when, minutes } of schedule.entries) {
        const from = 'at' in when ? Date.parse(when.at) : Number.NaN
        expect(from).toBeGreaterThanOrEqual(closeTime[0] as number)
        expect(from + minutes * 60_000).toBeLessThanOrEqual(healing)
        expect(faultCatalog.get(fault)?.params.safeParse(params).success).toBe(true)
      }
      const places = schedule.entries
        .filter(({ fault }) => faultCatalog.get(fault)?.plane === 'strategy')
        .flatMap(({ target }) => target ?? [])
      expect(new Set(places).size).toBe(places.length)
    }),
    { numRuns: runs(500) },
  )
})
