// The life of orders from signal to end, through a whole run: minutes of New York over a short day and a change of the clocks.

import { describe, expect, test } from 'vitest'
import { free } from '../../tests/fixtures/series.js'
import { strategyOf } from '../../tests/fixtures/strategies.js'
import type { BarSeries } from '../model/bar.js'
import { type Instrument, instrument } from '../model/instrument.js'
import type { Order } from '../model/order.js'
import { limit, limitOnClose, marketOnClose } from '../model/order-price.js'
import type { RunResult } from '../model/run.js'
import { enterLong, enterShort, exit, type Signals } from '../model/signal.js'
import { type EpochMs, formatTime, MINUTE_MS } from '../model/time.js'
import type { Strategy } from '../strategy/define-strategy.js'
import { runBacktest } from './backtest.js'
import type { BacktestConfigInput } from './config/config.js'

/** `2023-11-22 15:59`, in New York while its clocks are five hours behind. */
const winter = (text: string): EpochMs => Date.parse(`${text.replace(' ', 'T')}:00-05:00`)
const summer = (text: string): EpochMs => Date.parse(`${text.replace(' ', 'T')}:00-04:00`)

/** Minutes from one time to another, those before the open and after the close too. */
const minutes = (from: EpochMs, to: EpochMs): EpochMs[] =>
  Array.from({ length: (to - from) / MINUTE_MS }, (_, index) => from + index * MINUTE_MS)

/** A minute that trades around a price: a cent a minute upwards, unless it is told. */
function seriesOf(
  opens: readonly EpochMs[],
  priceAt: (index: number) => number = (index) => 100 + index / 100,
  own: Partial<Instrument> = {},
): BarSeries {
  const column = (value: (index: number) => number): Float64Array => Float64Array.from(opens, (_, index) => value(index))
  const { id = 'SPY', ...overrides } = own
  return {
    instrument: instrument(id, 'etf', { tick: 'none', ...overrides }),
    timeframe: '1m',
    columns: {
      length: opens.length,
      openTime: column((index) => opens[index] as number),
      closeTime: column((index) => (opens[index] as number) + MINUTE_MS),
      open: column(priceAt),
      high: column((index) => priceAt(index) + 0.5),
      low: column((index) => priceAt(index) - 0.5),
      close: column(priceAt),
      volume: column(() => 100_000),
    },
  }
}

/** Says something at the close of the minutes that end at given times. */
function at(script: Readonly<Record<EpochMs, Signals>>, name = 'trader'): Strategy {
  return strategyOf(name, { onBar: ({ bar }) => script[bar.closeTime] })
}

function run(strategy: Strategy, series: readonly BarSeries[], config: BacktestConfigInput = {}): RunResult {
  return runBacktest({ strategies: [{ strategy }], series, config: { ...free, ...config } })
}

const told = ({ orders }: RunResult): [Order['status'], string, string][] =>
  orders.map(({ status, updatedAt, note }) => [status, formatTime(updatedAt), note])
const filledAt = ({ fills }: RunResult): [string, string][] => fills.map(({ rule, time }) => [rule, formatTime(time)])

/** Thanksgiving week: Wednesday evening, then Friday, which closes at 13:00. */
const thanksgiving = [
  ...minutes(winter('2023-11-22 15:30'), winter('2023-11-22 20:00')),
  ...minutes(winter('2023-11-24 04:00'), winter('2023-11-24 17:00')),
  ...minutes(winter('2023-11-27 09:30'), winter('2023-11-27 10:00')),
]
const one = { size: { lots: 1 } } as const

describe('over a holiday and an early close', () => {
  const series = [seriesOf(thanksgiving)]
  const away = limit(50)

  test('a DAY order sent in the session dies at 16:00, one of the evening at Friday’s 13:00', () => {
    const result = run(
      at({
        [winter('2023-11-22 15:45')]: enterLong({ ...one, order: away, tag: 'today' }),
        [winter('2023-11-22 17:00')]: enterLong({ ...one, order: away, tag: 'evening' }),
      }),
      series,
    )
    expect(told(result)).toEqual([
      ['expired', '2023-11-22T21:00:00Z', 'DAY ended with its session'],
      ['expired', '2023-11-24T18:00:00Z', 'DAY ended with its session'],
    ])
  })

  test('with outsideRth they die with the post-market, at 20:00 and 17:00', () => {
    const signal = (tag: string) => enterLong({ ...one, order: away, tag, outsideRth: true })
    const result = run(at({ [winter('2023-11-22 17:00')]: signal('today'), [winter('2023-11-24 12:00')]: signal('friday') }), series)
    expect(told(result).map(([status, time]) => [status, time])).toEqual([
      ['expired', '2023-11-23T01:00:00Z'],
      ['expired', '2023-11-24T22:00:00Z'],
    ])
  })

  test('an order decided after the close waits for the open, and the run says through how many bars; as recorded it does not wait', () => {
    const strategy = at({ [winter('2023-11-22 16:30')]: enterLong(one) })
    const regular = run(strategy, series)
    expect(filledAt(regular)).toEqual([['market-at-open', '2023-11-24T14:30:00Z']])
    expect(regular.notes).toContain(
      'SPY: orders waited through 540 bars outside its regular sessions; with session as-recorded they would have worked there.',
    )
    const recorded = run(strategy, series, { session: 'as-recorded' })
    expect(filledAt(recorded)).toEqual([['market-at-open', '2023-11-22T21:30:00Z']])
    expect(recorded.notes.filter((note) => note.includes('waited'))).toEqual([])
  })

  test('through how many bars does not depend on whether the strategy looks at them together', () => {
    const script = { [winter('2023-11-22 15:59')]: enterLong({ ...one, order: away, timeInForce: 'GTC' }) }
    const waited = (hooks: object): string[] => {
      const strategy = strategyOf('trader', { onBar: ({ bar }) => script[bar.closeTime], ...hooks })
      return run(strategy, series).notes.filter((note) => note.includes('waited'))
    }
    expect(waited({})).toHaveLength(1)
    expect(waited({})).toEqual(waited({ onBars: () => undefined }))
  })

  test('a limit with outsideRth fills before the open', () => {
    const strategy = at({ [winter('2023-11-22 16:30')]: enterLong({ ...one, order: limit(1_000), outsideRth: true, timeInForce: 'GTC' }) })
    expect(filledAt(run(strategy, series))).toEqual([['limit-gap-at-open', '2023-11-22T21:30:00Z']])
  })

  test('auctions are at 13:00 and 9:30; too late is rejected', () => {
    const result = run(
      at({
        [winter('2023-11-22 19:00')]: [
          enterLong({ ...one, tag: 'open', timeInForce: 'OPG' }),
          enterLong({ ...one, tag: 'close', order: marketOnClose() }),
          enterLong({ ...one, tag: 'cheap', order: limitOnClose(50) }),
        ],
        [winter('2023-11-24 12:55')]: enterLong({ ...one, tag: 'late', order: marketOnClose() }),
      }),
      series,
    )
    expect(filledAt(result)).toEqual([
      ['market-at-open', '2023-11-24T14:30:00Z'],
      ['market-at-close', '2023-11-24T18:00:00Z'],
    ])
    expect(told(result).slice(2)).toEqual([
      ['expired', '2023-11-24T18:00:00Z', 'limit-on-close ended with the closing auction'],
      ['rejected', '2023-11-24T17:55:00Z', 'the closing auction took orders until 2023-11-24T17:50:00Z'],
    ])
  })

  test('GTD ends when it says, IOC and FOK at once', () => {
    const goodTill = winter('2023-11-24 10:00')
    const result = run(
      at({
        [winter('2023-11-22 15:45')]: [
          enterLong({ ...one, tag: 'till', order: away, timeInForce: 'GTD', goodTill }),
          enterLong({ ...one, tag: 'now', order: away, timeInForce: 'IOC' }),
          enterLong({ size: { lots: 150 }, tag: 'all', timeInForce: 'FOK' }),
        ],
      }),
      series,
      { participation: 0.001 },
    )
    expect(told(result)).toEqual([
      ['expired', '2023-11-24T15:00:00Z', 'GTD ended at 2023-11-24T15:00:00Z'],
      ['canceled', '2023-11-22T20:45:00Z', 'IOC: it takes what there is at once'],
      ['canceled', '2023-11-22T20:45:00Z', 'FOK: it takes what there is at once'],
    ])
  })
})

describe('over a change of the clocks', () => {
  test.each([
    [
      'forward',
      [
        ...minutes(winter('2024-03-08 15:00'), winter('2024-03-08 18:00')),
        ...minutes(summer('2024-03-11 09:30'), summer('2024-03-11 18:00')),
      ],
      winter('2024-03-08 17:00'),
      '2024-03-11T20:00:00Z',
    ],
    [
      'back',
      [
        ...minutes(summer('2024-11-01 15:00'), summer('2024-11-01 18:00')),
        ...minutes(winter('2024-11-04 09:30'), winter('2024-11-04 18:00')),
      ],
      summer('2024-11-01 17:00'),
      '2024-11-04T21:00:00Z',
    ],
  ])('%s: a DAY order of Friday evening dies at 16:00 of Monday, and its auction is then', (_, opens, evening, close) => {
    const result = run(
      at({ [evening]: [enterLong({ ...one, tag: 'day', order: limit(50) }), enterLong({ ...one, tag: 'close', order: marketOnClose() })] }),
      [seriesOf(opens)],
    )
    expect(told(result)[0]?.slice(0, 2)).toEqual(['expired', close])
    expect(filledAt(result)).toEqual([['market-at-close', close]])
  })
})

describe('groups and triggers', () => {
  const morning = minutes(winter('2024-01-10 09:30'), winter('2024-01-10 11:00'))
  const begin = winter('2024-01-10 09:35')
  const oca = { group: 'either', type: 1 } as const

  test('of one group over two instruments the first to fill ends the other', () => {
    const strategy = strategyOf('pair', {
      onBar: ({ bar, instrument: { id } }) =>
        bar.closeTime !== begin || id !== 'AAA'
          ? undefined
          : [
              enterLong({ ...one, instrument: 'AAA', order: limit(95), oca, timeInForce: 'GTC' }),
              enterShort({ ...one, instrument: 'BBB', order: limit(101), oca, timeInForce: 'GTC' }),
            ],
    })
    const series = ['AAA', 'BBB'].map((id) => seriesOf(morning, undefined, { id }))
    const result = run(strategy, series)
    expect(result.fills.map(({ instrument: id }) => id)).toEqual(['BBB'])
    expect(told(result)[0]).toEqual(['canceled', expect.any(String), 'another order of its group either filled'])
  })

  test('an exit in a group with another exit closes the position once', () => {
    const strategy = at({
      [begin]: enterLong({ size: { lots: 10 } }),
      [begin + 2 * MINUTE_MS]: [
        exit({ tag: 'up', order: limit(100.2), oca: { group: 'out', type: 2 } }),
        exit({ tag: 'close', order: marketOnClose(), oca: { group: 'out', type: 2 } }),
      ],
    })
    const result = run(strategy, [seriesOf(morning)])
    expect(result.fills.map(({ side, quantity }) => [side, quantity])).toEqual([
      ['buy', 10],
      ['sell', 10],
    ])
    expect(result.denials).toEqual([])
    expect(told(result).at(-1)).toEqual(['canceled', expect.any(String), 'another order of its group out filled'])
    expect(result.openPositions).toEqual([])
  })

  test('one triggers another, which is the strategy’s own order with its own lots', () => {
    const strategy = at({ [begin]: enterLong({ size: { lots: 10 }, triggers: [{ side: 'sell', lots: 25, order: limit(100.3) }] }) })
    const result = run(strategy, [seriesOf(morning)])
    expect(result.fills.map(({ role, side, quantity }) => [role, side, quantity])).toEqual([
      ['entry', 'buy', 10],
      ['triggered', 'sell', 25],
    ])
    expect(result.openPositions.map(({ quantity }) => quantity)).toEqual([-15])
  })

  test('protection that waits for the whole entry sleeps while a part of it is open', () => {
    const entry = { size: { lots: 30 }, order: limit(100), protect: { target: 100.3 }, timeInForce: 'GTC' } as const
    const rising = (index: number): number => (index < 6 ? 100 : 101)
    const roles = (protectAfter: 'partial' | 'full'): string[] =>
      run(at({ [begin]: enterLong({ ...entry, protectAfter }) }), [seriesOf(morning, rising)], { participation: 0.0001 }).fills.map(
        ({ role }) => role,
      )
    expect(roles('partial')).toEqual(['entry', 'target'])
    expect(roles('full')).toEqual(['entry'])
  })
})

describe('data that ends before the run', () => {
  const days = (first: string, count: number, id: string): BarSeries => {
    const opens = Array.from({ length: count }, (_, index) => winter(`${first} 09:30`) + index * 24 * 60 * MINUTE_MS)
    const series = seriesOf(opens, () => 100, { id })
    return {
      ...series,
      timeframe: '1d',
      columns: { ...series.columns, closeTime: Float64Array.from(opens, (open) => open + 390 * MINUTE_MS) },
    }
  }
  const series = [days('2024-01-08', 2, 'OLD'), days('2024-01-08', 5, 'ZZZ')]

  test('ends the orders in it, refuses new ones, and says that its mark is stale', () => {
    const strategy = strategyOf('holder', {
      onBar: ({ bar, instrument: { id } }) => {
        if (id === 'OLD' && bar.index === 0)
          return [enterLong(one), enterLong({ ...one, tag: 'wait', order: limit(50), timeInForce: 'GTC' })]
        return id === 'ZZZ' && bar.index === 2 ? exit({ instrument: 'OLD' }) : undefined
      },
    })
    const result = run(strategy, series)
    expect(told(result)).toEqual([
      ['filled', '2024-01-09T14:30:00Z', ''],
      ['canceled', '2024-01-10T14:30:00Z', 'the data of OLD ends'],
      ['rejected', '2024-01-10T21:00:00Z', 'the data of OLD ended at 2024-01-09T21:00:00Z'],
    ])
    expect(result.notes).toContain(
      'OLD: its data ends on 2024-01-09, before the run does: its orders ended there, and its position of 1 lot keeps its last price, 100, which is stale.',
    )
    expect(result.equity.equity.at(-1)).toBe(100_000)
  })

  test('a run of one instrument ends with its orders still at work', () => {
    const strategy = at({ [winter('2024-01-08 16:00')]: enterLong({ ...one, order: limit(50), timeInForce: 'GTC' }) })
    expect(told(run(strategy, [days('2024-01-08', 3, 'SPY')])).map(([status]) => status)).toEqual(['accepted'])
  })
})

test('a frozen feed fills nothing until it moves', () => {
  const opens = minutes(winter('2024-01-10 09:30'), winter('2024-01-10 10:30'))
  const series = seriesOf(opens, (index) => (index < 40 ? 100 : 101))
  const { columns } = series
  const still = { ...columns, high: columns.open, low: columns.open, volume: columns.volume.map(() => 0) }
  const strategy = at({ [winter('2024-01-10 09:50')]: enterLong(one) })
  const frozen = run(strategy, [{ ...series, columns: still }], { staleAfter: 10 })
  expect(filledAt(frozen)).toEqual([['market-at-open', '2024-01-10T15:10:00Z']])
  const trusting = run(strategy, [{ ...series, columns: still }])
  expect(filledAt(trusting)).toEqual([['market-at-open', '2024-01-10T14:50:00Z']])
})
