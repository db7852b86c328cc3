import { expect, test } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { checkedScenario } from './check-scenario.js'

const file = 'infinium-2010.ts'

test('a sound scenario is taken as it is', () => {
  expect(checkedScenario(infinium, file)).toBe(infinium)
})

test.each<[string, object, string, string]>([
  ['a key that is none', { bakups: [] }, "'bakups' is not a key", 'did you mean `backups`?'],
  [
    'a code that no control has',
    { caughtBy: ['MESAGE_RATE'] },
    "caughtBy.0: 'MESAGE_RATE' may not stand there",
    'did you mean `MESSAGE_RATE`?',
  ],
  [
    'one among the backups',
    { backups: ['DRAWDOWN', 'DRAW_DOWN'] },
    "backups.1: 'DRAW_DOWN' may not stand there",
    'did you mean `DRAWDOWN`?',
  ],
  ['one of a sign', { also: [{ by: 'PRICE_JUNP' }] }, "also.0.by: 'PRICE_JUNP' may not stand there", 'did you mean `PRICE_JUMP`?'],
  [
    'a latch that is none',
    { also: [{ latch: 'DAILY_LOS' }] },
    "also.0.latch: 'DAILY_LOS' may not stand there",
    'did you mean `DAILY_LOSS`?',
  ],
  ['a word that no broker says', { also: [{ heard: 'revisd' }] }, "also.0.heard: 'revisd' may not stand there", 'did you mean `revised`?'],
  ['a key that no sign has', { also: [{ by: 'VAR', off: 'x' }] }, "'also.0.off' is not a key", 'did you mean `of`?'],
  [
    'a sign of two',
    { also: [{ by: 'VAR', noted: 'x' }] },
    'also.0: a sign has one of by, latch, heard and noted',
    'docs/CHAOS-SCENARIOS.md says what a scenario has',
  ],
  ['an invariant that is none', { breaks: ['damge'] }, "breaks.0: 'damge' may not stand there", 'did you mean `damage`?'],
  ['a world that is none', { world: 'minuets' }, "world: 'minuets' may not stand there", 'did you mean `minutes`?'],
  [
    'a limit that no config has',
    { without: { limits: { positonEquity: 'unlimited' } } },
    "without: 'limits.positonEquity' is not a key",
    'did you mean `positionEquity`?',
  ],
  ['a key that no config has', { without: { braekers: 'off' } }, "without: 'braekers' is not a key", 'did you mean `breakers`?'],
  [
    'a budget that is no function',
    { budget: { damage: 1 } },
    'budget: expected a function',
    'docs/CHAOS-SCENARIOS.md says what a scenario has',
  ],
])('%s is refused by its file, key and nearest name', (_, change, message, hint) => {
  expect(() => checkedScenario({ ...infinium, ...change }, file)).toThrow(
    expect.objectContaining({ code: 'BAD_SCENARIO', message: `${file}: ${message}`, hint }),
  )
})

test('what is missing is named', () => {
  const { backups: _, ...others } = infinium
  expect(() => checkedScenario(others, file)).toThrow(`${file}: backups: expected array, received undefined`)
})

test('no default export is no scenario', () => {
  expect(() => checkedScenario(undefined, file)).toThrow(`${file} has no scenario as its default export`)
})
