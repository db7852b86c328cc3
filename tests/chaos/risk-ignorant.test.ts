import { describe, expect, test } from 'vitest'
import { scheduleOf } from '../../src/chaos/schedule/schedule.js'
import { testLaboratory } from '../fixtures/laboratory.js'

/** Orders that it sent at the first breach it heard of, and what it held then. */
async function atBreach(mode: 'double' | 'contrarian') {
  const laboratory = await testLaboratory()
  const world = laboratory.world('slide', 1)
  // Told of as soon as it holds anything.
  const told = { ...world, config: { ...world.config, monitors: { exposure: { gross: 0.001 } } } }
  const entry = { fault: 'risk-ignorant', when: { at: '2024-03-04T16:00:00Z' }, minutes: 60, params: { mode } }
  const { result } = laboratory.trial(told, scheduleOf(1, [entry]))
  const breach = result?.risk?.breaches.find(({ code, time }) => code === 'EXPOSURE' && time > Date.parse(entry.when.at))
  return result?.orders
    .filter(({ intent, createdAt }) => intent.strategy === 'risk-ignorant-1' && intent.role === 'entry' && createdAt === breach?.time)
    .map(({ intent }) => intent)
}

describe('a strategy that ignores risk', () => {
  test('doubles on the side that it is on when it hears of a breach', async () => {
    const sent = await atBreach('double')
    expect(sent?.length).toBeGreaterThan(0)
    expect(sent?.map(({ side }) => side)).not.toContain('sell')
  })

  test('as a contrarian bets against itself', async () => {
    const sent = await atBreach('contrarian')
    expect(sent?.map(({ side }) => side)).toContain('sell')
  })
})
