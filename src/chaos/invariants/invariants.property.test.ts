import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { syntheticBars } from '../../data/synthetic/market-name.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { runs } from '../../std/property.testing.js'
import { type EntryInput, scheduleOf } from '../schedule/schedule.js'
import type { World } from '../trial/world.js'

const laboratory = await testLaboratory()
const healthy = laboratory.world('minutes', 1)
const open = Date.UTC(2024, 2, 4, 14, 30)

/** Two hours of two stocks, and the healthy strategies of the suite. */
function smallWorld(seed: number, config: BacktestConfigInput): World {
  const { series } = syntheticBars(`synthetic:2:1m:from=2024-03-04:count=120:volatility=1:seed=${seed}`)
  return { ...healthy, name: `small ${JSON.stringify(config)}`, series, config: { ...healthy.config, ...config } }
}

const at = (minute: number): string => new Date(open + minute * 60_000).toISOString()

const entry: fc.Arbitrary<EntryInput> = fc
  .record({
    fault: fc.constantFrom(
      ...['runaway', 'self-trader', 'stuck-signal', 'risk-ignorant', 'volatility-amplifier', 'churner', 'nan-sizes', 'slow-leak'],
      ...[
        'reject',
        'partial-fill',
        'duplicate-fill',
        'fill-before-ack',
        'fill-after-cancel',
        'slow-ack',
        'cancel-reject',
        'disconnect',
        'lost-fills',
        'lost-commission',
      ],
    ),
    minute: fc.integer({ min: 1, max: 90 }),
    minutes: fc.integer({ min: 1, max: 15 }),
  })
  .map(({ fault, minute, minutes }) => ({ fault, when: { at: at(minute) }, minutes }))

const deed = fc.record({
  at: fc.integer({ min: 5, max: 110 }).map(at),
  do: fc.constantFrom('kill' as const, 'reduce' as const, 'halt' as const, 'unlatch' as const),
  reason: fc.constant('drawn'),
})

const config: fc.Arbitrary<BacktestConfigInput> = fc.record({
  operator: fc.array(deed, { maxLength: 3 }),
  limits: fc.constantFrom(
    {},
    { orderValue: null },
    { positionLots: 30 },
    { messages: { reject: 2, terminate: 50 } },
    { grossEquity: 0.1, selfMatch: 'unlimited' as const },
    { netEquity: 0.06, strategyEquity: 0.08, concentration: 0.07 },
  ),
  breakers: fc.constantFrom(
    {},
    { drawdown: { at: 0.0005 } },
    { dailyLoss: { at: 0.0005, flatten: true } },
    { rapidDrawdown: { at: 0.0004, minutes: 10 } },
    { strategyLoss: { at: 20 } },
  ),
})

test('whatever goes wrong, every invariant holds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.array(entry, { maxLength: 5 }), config, (seed, entries, settings) => {
      const { violations, refusal, ended } = laboratory.trial(smallWorld(seed, settings), scheduleOf(seed, entries))
      expect([refusal, ended]).toEqual([null, null])
      expect(violations).toEqual([])
    }),
    { numRuns: runs(200) },
  )
}, 180_000)
