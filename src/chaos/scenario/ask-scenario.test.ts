import { expect, test } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { budgetOf, entriesOf } from './ask-scenario.js'
import type { Budget, Scenario } from './scenario.js'

const withBudget = (budget: () => Budget): Scenario => ({ ...infinium, budget })
const whole: Budget = { damage: 1, detectMinutes: 2, recoverMinutes: 3 }

test('a whole budget is taken as it is', () => {
  expect(
    budgetOf(
      withBudget(() => whole),
      {},
      1_000_000,
    ),
  ).toBe(whole)
})

const { recoverMinutes: _, ...partial } = whole
const throws = (): never => {
  throw new TypeError('no such thing')
}

test.each<[string, () => unknown, string, string]>([
  ['that nothing can go over', () => ({ ...whole, damage: Infinity }), 'damage: expected number, received Infinity', 'make it of limits'],
  ['that is no number', () => ({ ...whole, damage: Number.NaN }), 'damage: expected number, received NaN', 'make it of limits'],
  ['that leaves something out', () => partial, 'recoverMinutes: expected number, received undefined', 'make it of limits'],
  ['with a key misspelt', () => ({ ...partial, recoverMinuets: 1 }), "'recoverMinuets' is not a key", 'did you mean `recoverMinutes`?'],
  ['that is none', () => undefined, 'expected object, received undefined', 'make it of limits'],
])('a budget %s is refused', (_, budget, says, hint) => {
  const asked = () => budgetOf(withBudget(budget as () => Budget), {}, 1_000_000)
  expect(asked).toThrow(
    expect.objectContaining({
      code: 'BAD_SCENARIO',
      message: `the budget of infinium-2010: ${says}`,
      hint: expect.stringContaining(hint),
    }),
  )
})

test('what a function of it throws is told with the name of the function', () => {
  const told = (part: string) =>
    expect.objectContaining({ code: 'BAD_SCENARIO', message: `the ${part} of infinium-2010 throws TypeError: no such thing` })
  expect(() => budgetOf(withBudget(throws), {}, 1_000_000)).toThrow(told('budget'))
  expect(() => entriesOf({ ...infinium, schedule: throws }, {} as never)).toThrow(told('schedule'))
})
