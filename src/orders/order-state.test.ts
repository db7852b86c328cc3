import { describe, expect, test } from 'vitest'
import { isTerminal, type OrderStatus } from '../model/order.js'
import { advance, advanceBeneath, type LifeEvent, life, lifeEvents, lifeStates } from './order-state.js'

const statuses = Object.keys(life) as OrderStatus[]
const working: readonly OrderStatus[] = ['submitted', 'accepted', 'triggered', 'partially-filled']
const cells = statuses.flatMap((status) => lifeEvents.map((event) => ({ status, event, step: life[status][event] })))

/** Follows events from a status; answers the status after each. */
function follow(from: OrderStatus, ...events: readonly LifeEvent[]): OrderStatus[] {
  let [state, beneath] = [lifeStates[from], lifeStates[from]]
  return events.map((event) => {
    const before = state
    state = advance(before, beneath, event, 7)
    beneath = advanceBeneath(before, beneath, event)
    return state.status
  })
}

describe('the table', () => {
  test.each(cells.filter(({ step }) => step === 'never'))('$event never follows $status, and the assertion names the order', (cell) => {
    const told = expect.objectContaining({
      name: 'AssertionError',
      message: expect.stringContaining(`order 7 is ${cell.status}: '${cell.event}' cannot follow`),
    })
    expect(() => advance(lifeStates[cell.status], lifeStates.accepted, cell.event, 7)).toThrow(told)
  })

  test.each(cells.filter(({ step }) => step !== 'never'))('$status, $event: $step', ({ status, event, step }) => {
    const expected = (step === 'stays' ? status : step === 'back' ? 'accepted' : step) as OrderStatus
    expect(advance(lifeStates[status], lifeStates.accepted, event, 7)).toBe(lifeStates[expected])
  })

  test('nothing leads out of an end, and no request of ours is made of one', () => {
    for (const { status, event, step } of cells.filter((cell) => isTerminal(cell.status))) {
      expect(['stays', 'never'], `${status} ${event}`).toContain(step)
      if (event === 'modify' || event === 'cancel') expect(step).toBe('never')
    }
  })

  test('a fill is never refused once an order was sent: its lots were traded', () => {
    for (const { status, event, step } of cells.filter((cell) => cell.event === 'partial' || cell.event === 'filled')) {
      expect(step === 'never', `${status} ${event}`).toBe(status === 'initialized' || status === 'denied')
    }
  })

  test('every status can be reached, and from every status an end', () => {
    const next = (from: OrderStatus): readonly OrderStatus[] =>
      lifeEvents.flatMap((event) => {
        const step = life[from][event]
        if (step === 'back') return working
        return step === 'stays' || step === 'never' ? [] : [step]
      })
    const reach = (from: OrderStatus): Set<OrderStatus> => {
      const seen = new Set<OrderStatus>([from])
      for (const status of seen) for (const to of next(status)) seen.add(to)
      return seen
    }
    expect([...reach('initialized')].sort()).toEqual([...statuses].sort())
    for (const status of statuses) expect([...reach(status)].some(isTerminal)).toBe(true)
  })
})

describe('races', () => {
  test.each<[string, OrderStatus, LifeEvent[], OrderStatus[]]>([
    [
      'a fill before the acknowledgement',
      'submitted',
      ['partial', 'accepted', 'filled'],
      ['partially-filled', 'partially-filled', 'filled'],
    ],
    ['a fill after a cancel was asked for', 'accepted', ['cancel', 'filled', 'cancel-rejected'], ['pending-cancel', 'filled', 'filled']],
    ['a part of it, and then the cancel', 'accepted', ['cancel', 'partial', 'canceled'], ['pending-cancel', 'pending-cancel', 'canceled']],
    [
      'a part of it, and the cancel refused',
      'accepted',
      ['cancel', 'partial', 'cancel-rejected'],
      ['pending-cancel', 'pending-cancel', 'partially-filled'],
    ],
    ['a cancel refused', 'triggered', ['cancel', 'cancel-rejected'], ['pending-cancel', 'triggered']],
    ['a change refused', 'triggered', ['modify', 'update-rejected'], ['pending-update', 'triggered']],
    ['a change taken', 'partially-filled', ['modify', 'updated'], ['pending-update', 'partially-filled']],
    [
      'a fill while a change is asked for',
      'accepted',
      ['modify', 'partial', 'updated'],
      ['pending-update', 'pending-update', 'partially-filled'],
    ],
    [
      'a trigger while a change is asked for',
      'accepted',
      ['modify', 'triggered', 'update-rejected'],
      ['pending-update', 'pending-update', 'triggered'],
    ],
    ['filled while a change is asked for', 'accepted', ['modify', 'filled', 'update-rejected'], ['pending-update', 'filled', 'filled']],
    [
      'a change, then a cancel',
      'accepted',
      ['modify', 'cancel', 'updated', 'canceled'],
      ['pending-update', 'pending-cancel', 'pending-cancel', 'canceled'],
    ],
    [
      'a change, then a cancel that is refused',
      'triggered',
      ['modify', 'cancel', 'updated', 'cancel-rejected'],
      ['pending-update', 'pending-cancel', 'pending-cancel', 'triggered'],
    ],
    [
      'changed and canceled before the acknowledgement',
      'submitted',
      ['modify', 'cancel', 'accepted', 'updated', 'cancel-rejected'],
      ['pending-update', 'pending-cancel', 'pending-cancel', 'pending-cancel', 'accepted'],
    ],
    ['a fill after the end', 'accepted', ['canceled', 'partial', 'filled'], ['canceled', 'canceled', 'canceled']],
    [
      'everything said twice',
      'submitted',
      ['accepted', 'accepted', 'triggered', 'triggered', 'canceled', 'canceled'],
      ['accepted', 'accepted', 'triggered', 'triggered', 'canceled', 'canceled'],
    ],
  ])('%s', (_, from, events, statuses) => {
    expect(follow(from, ...events)).toEqual(statuses)
  })
})
