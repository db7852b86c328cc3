import { expect, test } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { scheduleOf } from '../schedule/schedule.js'
import { parseSuite } from './suite.js'
import { suiteTasks, testerTasks } from './tasks.js'

const suite = parseSuite('negative: [days]\nswarm: [minutes]\nisolated: 1\ndepth: { ablation: 1, again: 2, paired: 0, example: 1 }\n', 's')
const at = { when: { at: '2024-03-04T15:00:00Z' }, minutes: 1 }
const endless = { ...infinium, name: 'endless', schedule: () => [{ fault: 'loop', ...at }] }
const kept = { name: 'kept', world: 'minutes', broke: 'I2', scenario: null, schedule: scheduleOf(9, [{ fault: 'loop', ...at }]) }
const tasks = suiteTasks(suite, { scenarios: [infinium, endless], corpus: [kept] }, [4, 5, 6])

test('everything is judged at every seed, but a case of the corpus at its own, and a scenario in a thread of its own at the first', () => {
  expect(tasks.map(({ kind, name, seed }) => `${kind} ${name} ${seed}`)).toEqual([
    'corpus kept 9',
    ...['scenario infinium-2010 4', 'scenario endless 4', 'negative control days 4', 'swarm minutes 4'],
    ...['scenario infinium-2010 5', 'negative control days 5', 'swarm minutes 5'],
    ...['scenario infinium-2010 6', 'negative control days 6', 'swarm minutes 6'],
  ])
})

test('after the first seeds one world of the swarm has its turn at each', () => {
  const turns = parseSuite('swarm: [minutes, days, quotes]\ndepth: { swarm: 1 }\n', 's')
  expect(suiteTasks(turns, { scenarios: [], corpus: [] }, [4, 5, 6, 7]).map(({ name, seed }) => `${name} ${seed}`)).toEqual([
    ...['minutes 4', 'days 4', 'quotes 4'],
    ...['days 5', 'quotes 6', 'minutes 7'],
  ])
})

test('a world that is named twice counts once', () => {
  const twice = parseSuite('negative: [days, days]\nswarm: [minutes, minutes]\n', 's')
  expect(suiteTasks(twice, { scenarios: [], corpus: [] }, [1]).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'negative control days',
    'swarm minutes',
  ])
})

test('what costs another run is asked at the first seeds alone', () => {
  const depths = tasks.filter(({ name }) => name === 'infinium-2010').map(({ depth }) => depth)
  expect(depths).toEqual([
    { ablation: true, again: true, paired: false, example: true },
    { ablation: false, again: true, paired: false, example: false },
    { ablation: false, again: false, paired: false, example: false },
  ])
})

test('what loops or leaks is told apart', () => {
  expect(tasks.filter(({ isolated }) => isolated).map(({ name }) => name)).toEqual(['kept', 'endless'])
})

test('a strategy is held to every condition, or to those that are named', () => {
  expect(testerTasks(['mine.ts'], 3).length).toBeGreaterThan(40)
  const named = testerTasks(['mine.ts'], 3, ['stressed-gaps', 'normal', 'stressed-gaps'])
  expect(named.map(({ name, seed }) => `${name} ${seed}`)).toEqual(['stressed-gaps 3', 'normal 3'])
  expect(() => testerTasks(['mine.ts'], 3, ['stresed-gaps'])).toThrow(
    expect.objectContaining({ code: 'USAGE', hint: 'did you mean `stressed-gaps`?' }),
  )
})
