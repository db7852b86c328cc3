import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, steps } from '../../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../../tests/fixtures/strategies.js'
import type { Split } from '../../model/corporate-action.js'
import type { Instrument } from '../../model/instrument.js'
import type { Order } from '../../model/order.js'
import { limit, stop, trailingStop } from '../../model/order-price.js'
import { amend, cancel, enterLong, enterShort, exit, type Protection, target } from '../../model/signal.js'
import { runBacktest, traceBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const given = { protection: { required: 'default' } } as const satisfies BacktestConfigInput
const ten = { size: { lots: 10 } } as const

function run(
  script: Script,
  bars: readonly HandBar[],
  config: BacktestConfigInput = given,
  more: { actions?: readonly Split[]; instrument?: Partial<Instrument> } = {},
) {
  const series = { ...handSeries('A', bars, { instrument: more.instrument ?? {} }), actions: more.actions }
  const { result, log } = traceBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [series],
    config: { ...free, intrabar: 'olhc', ...config },
  })
  return { ...result, verdicts: log.decisions.map(({ verdict }) => verdict) }
}

const isWorking = ({ status }: Order): boolean =>
  status !== 'canceled' && status !== 'filled' && status !== 'expired' && status !== 'rejected'

function stopsOf(orders: readonly Order[]): string[] {
  return orders
    .filter(({ intent }) => intent.role === 'stop' || intent.price.type === 'stop')
    .map(({ intent, status, price, quantity, filledQuantity, note }) => {
      const at = 'trigger' in price ? `${price.type} ${price.trigger}` : price.type
      return `${intent.side} ${quantity - filledQuantity} ${at} ${status}${note === '' ? '' : `: ${note}`}`
    })
}

describe('an entry without a stop', () => {
  test('leaves in the research profile as it always did', () => {
    const { orders } = run({ 0: enterLong(ten) }, flatBars(100, 100, 100), {})
    expect(orders.map(({ intent }) => intent.role)).toEqual(['entry'])
  })

  test.each<[BacktestConfigInput['protection'], string[]]>([
    [{ default: '3%' }, ['entry stop', 'stop 97']],
    [{ order: 'trailing-stop' }, ['entry stop', 'trailing-stop 98']],
    [{ order: 'trailing-stop-limit', limitOffset: 0.01 }, ['entry stop', 'trailing-stop-limit 98']],
    [{ required: 'none' }, ['entry']],
  ])('%j says by describing it whether it is given, in the research profile too', (protection, expected) => {
    const { orders } = run({ 0: enterLong(ten) }, flatBars(100, 100, 100), { protection })
    const stops = orders
      .filter(({ intent }) => intent.role === 'stop')
      .map(({ price }) => `${price.type} ${'trigger' in price && price.trigger}`)
    expect([orders.map(({ intent }) => intent.role).join(' '), ...stops]).toEqual(expected)
  })

  test('is given one in the guarded profile, unless that is switched off', () => {
    const roles = (config: BacktestConfigInput) =>
      run({ 1: enterLong(ten) }, flatBars(100, 100, 100, 100), { riskProfile: 'guarded', ...config }).orders.map(
        ({ intent }) => intent.role,
      )
    expect(roles({})).toEqual(['entry', 'stop'])
    expect(roles({ protection: { required: 'none' } })).toEqual(['entry'])
    expect(roles({ protection: { required: 'deny' } })).toEqual([])
  })

  test('is denied where one is required', () => {
    const { orders, denials } = run({ 0: enterLong(ten), 1: target('A', 0.5) }, flatBars(100, 100, 100), {
      protection: { required: 'deny' },
    })
    expect(orders).toEqual([])
    expect(denials).toMatchObject([
      { code: 'NO_PROTECTION', context: { instrument: 'A', role: 'entry' } },
      { code: 'NO_PROTECTION', context: { instrument: 'A', role: 'rebalance' } },
    ])
  })

  test('passes with a stop, or with one that trails, where one is required', () => {
    const config = { protection: { required: 'deny' } } as const
    const bars = flatBars(100, 100, 100)
    expect(run({ 0: enterLong({ ...ten, protect: { stop: 90 } }) }, bars, config).denials).toEqual([])
    expect(run({ 0: enterLong({ ...ten, protect: { trail: { fraction: 0.1 } } }) }, bars, config).denials).toEqual([])
    expect(run({ 0: enterLong({ ...ten, protect: { target: 110 } }) }, bars, config).denials).toMatchObject([{ code: 'NO_PROTECTION' }])
  })

  test('is given one 2 % from its fill, and is sold when the price gets there', () => {
    const bars = [...flatBars(100), ...steps(101, 101), [101, 101, 98.98, 99] as const]
    const { fills } = run({ 0: enterLong(ten) }, bars)
    expect(fills).toMatchObject([
      { side: 'buy', price: 101 },
      { side: 'sell', role: 'stop', price: 98.98, quantity: 10 },
    ])
  })

  test('is not sold a cent above it', () => {
    const bars = [...flatBars(100), ...steps(101, 101), [101, 101, 98.99, 99] as const]
    expect(run({ 0: enterLong(ten) }, bars).fills).toHaveLength(1)
  })

  test('of a short position stands above it', () => {
    const { orders } = run({ 0: enterShort(ten) }, flatBars(100, 100, 100))
    expect(stopsOf(orders)).toEqual(['buy 10 stop 102 accepted'])
  })

  test('keeps its target, and is not given a second stop', () => {
    const { orders } = run({ 0: enterLong({ ...ten, protect: { stop: 90, target: 120 } }) }, flatBars(100, 100, 100))
    expect(orders.filter(isWorking).map(({ intent, price }) => [intent.role, price])).toEqual([
      ['stop', { type: 'stop', trigger: 90 }],
      ['target', { type: 'limit', limit: 120 }],
    ])
  })

  test.each([
    [{ order: 'trailing-stop' }, { type: 'trailing-stop', trail: { fraction: 0.05 }, trigger: 95 }],
    [
      { order: 'trailing-stop-limit', limitOffset: 0.01 },
      { type: 'trailing-stop-limit', trail: { fraction: 0.05 }, trigger: 95, offset: 1 },
    ],
  ] as const)('can be given as %j', (stop, price) => {
    const config = { protection: { required: 'default', default: '5%', ...stop } } as const
    const { orders } = run({ 0: enterLong(ten) }, flatBars(100, 100, 100), config)
    expect(orders.filter(isWorking)).toMatchObject([{ price, quantity: 10 }])
  })

  test.each([0, 1, '0%', '100%'])('is not given one %s away, where no stop works', (share) => {
    expect(() => run({}, flatBars(100, 100), { protection: { required: 'default', default: share } })).toThrow(
      expect.objectContaining({ code: 'BAD_CONFIG', message: expect.stringContaining('protection.default') }),
    )
  })

  test('is denied where there is no tick for a stop, and let pass where there is one', () => {
    const cents = flatBars(0.01, 0.01, 0.01)
    expect(run({ 0: enterLong(ten) }, cents, given, { instrument: { tick: 0.01 } }).denials).toMatchObject([
      { code: 'PRICE_NOT_POSITIVE', context: { stop: 0, entry: 0.01 } },
    ])
    expect(run({ 0: enterLong(ten) }, cents, given, { instrument: { tick: 0.0001 } }).denials).toEqual([])
  })

  test('without the rule loses what the market takes: 40 a share instead of 2', () => {
    const bars = flatBars(100, 100, 100).concat([[100, 100, 60, 60]])
    const withStop = run({ 0: enterLong(ten) }, bars).equity.equity.at(-1)
    const without = run({ 0: enterLong(ten) }, bars, {}).equity.equity.at(-1)
    expect([withStop, without]).toEqual([99_980, 99_600])
  })
})

describe('below zero, where prices may be', () => {
  const oil = { instrument: { mayBeNegative: true } }
  const bars = flatBars(-37, -37, -37, -37)
  const stopOf = (script: Script, config: BacktestConfigInput = given) => stopsOf(run(script, bars, config, oil).orders)

  test('the default stop stands on the losing side', () => {
    expect(stopOf({ 0: enterLong(ten) })).toEqual(['sell 10 stop -37.74 accepted'])
    expect(stopOf({ 0: enterShort(ten) })).toEqual(['buy 10 stop -36.26 accepted'])
  })

  test('so does the one that the supervisor sends', () => {
    expect(stopOf({ 0: enterShort({ ...ten, triggers: [{ side: 'buy', lots: 15 }] }) }).at(-1)).toBe('sell 5 stop -37.74 accepted')
  })

  test('so does one that is named in percent, from the signal or from the fill', () => {
    const script = { 0: enterLong({ ...ten, protect: { stop: { fraction: 0.1 } } }) } satisfies Script
    for (const protectFrom of ['signal', 'fill'] as const) expect(stopOf(script, { protectFrom })).toEqual(['sell 10 stop -40.7 accepted'])
  })

  test('and the risk that a trade took on is its distance', () => {
    const { roundTrips } = run({ 0: enterLong({ ...ten, protect: { trail: { fraction: 0.1 } } }), 2: exit() }, bars, {}, oil)
    expect(roundTrips[0]?.initialRisk).toBeCloseTo(37, 9)
  })
})

describe('a stop on the wrong side', () => {
  const bars = flatBars(100, 100, 100, 100)

  test('of an entry at market is no protection: the entry is denied', () => {
    const sized = run({ 0: enterLong({ protect: { stop: 102 } }) }, bars, { sizing: { risk: '1%' } })
    expect(sized.denials).toMatchObject([{ code: 'PROTECTION_WRONG_SIDE', context: { stop: 102, entry: 100 } }])
    expect(sized.fills).toEqual([])
    expect(run({ 0: enterShort({ ...ten, protect: { stop: 98 } }) }, bars).denials).toMatchObject([{ code: 'PROTECTION_WRONG_SIDE' }])
    expect(run({ 0: enterLong({ ...ten, protect: { stop: 100 } }) }, bars).denials).toMatchObject([{ code: 'PROTECTION_WRONG_SIDE' }])
  })

  test('a cent on the right side is one', () => {
    expect(run({ 0: enterLong({ ...ten, protect: { stop: 99.99 } }) }, bars).denials).toEqual([])
    expect(run({ 0: enterShort({ ...ten, protect: { stop: 100.01 } }) }, bars).denials).toEqual([])
  })

  test('of a limit that the market has passed is judged where that fills', () => {
    const passed = (at: number) => ({ 0: enterLong({ ...ten, order: limit(105), protect: { stop: at } }) })
    expect(run(passed(102), bars).denials).toMatchObject([{ code: 'PROTECTION_WRONG_SIDE', context: { stop: 102, entry: 100 } }])
    expect(run(passed(98), bars).denials).toEqual([])
  })
})

describe('the supervisor', () => {
  test('forgets the level of a position that is gone, also where another opens at the same time', () => {
    const script = {
      0: enterLong({ ...ten, protect: { stop: 50 } }),
      2: exit({ triggers: [{ side: 'buy', lots: 7 }] }),
    } satisfies Script
    const { orders } = run(script, flatBars(100, 100, 100, 100, 100))
    expect(orders.filter(isWorking)).toMatchObject([{ intent: { role: 'stop' }, price: { trigger: 98 }, quantity: 7 }])
  })

  test('cancels a duplicate stop: the nearer to the market stays', () => {
    const { orders } = run(
      { 0: enterLong({ ...ten, protect: { stop: 90 } }), 2: exit({ order: stop(95) }) },
      flatBars(100, 100, 100, 100, 100),
    )
    expect(stopsOf(orders)).toEqual(['sell 10 stop 90 canceled: another stop guards the position', 'sell 10 stop 95 accepted'])
  })

  test('cancels a second that is farther away', () => {
    const { orders } = run(
      { 0: enterLong({ ...ten, protect: { stop: 90 } }), 2: exit({ order: stop(85) }) },
      flatBars(100, 100, 100, 100, 100),
    )
    expect(stopsOf(orders)).toEqual(['sell 10 stop 90 accepted', 'sell 10 stop 85 canceled: another stop guards the position'])
  })

  test('recreates a stop that was lost, where it stood', () => {
    const script = { 0: enterLong({ ...ten, protect: { stop: 95 } }), 2: exit({ order: stop(97) }), 3: cancel() }
    const { orders } = run(script, flatBars(100, 100, 100, 100, 100, 100))
    expect(stopsOf(orders)).toEqual([
      'sell 10 stop 95 canceled: another stop guards the position',
      'sell 10 stop 97 canceled: the strategy canceled it',
      'sell 10 stop 97 accepted',
    ])
    expect(orders.at(-1)).toMatchObject({
      createdAt: day(4),
      intent: { role: 'stop', reduceOnly: true, reason: 'protection: the stop was lost' },
    })
  })

  test('without it the position is left without a stop', () => {
    const script = { 0: enterLong(ten), 2: exit({ order: stop(97) }), 3: cancel() }
    expect(run(script, flatBars(100, 100, 100, 100, 100, 100), {}).orders.filter(isWorking)).toEqual([])
  })

  test('lets a strategy move the stop that it sent, and never cancel it', () => {
    const script = {
      0: enterLong({ ...ten, protect: { stop: 95 } }),
      2: exit({ order: stop(97) }),
      3: cancel(),
      4: amend({ trigger: 98 }),
      5: cancel(),
    }
    const { orders } = run(script, flatBars(100, 100, 100, 100, 100, 100, 100))
    expect(orders.filter(isWorking)).toMatchObject([{ price: { trigger: 98 }, quantity: 10 }])
  })

  test('makes the one stop as large as the position when it is added to, at the nearer level', () => {
    const script = { 0: enterLong({ ...ten, protect: { stop: 90 } }), 2: enterLong({ size: { lots: 5 }, protect: { stop: 92 } }) }
    const { orders } = run(script, flatBars(100, 100, 100, 100, 100, 100))
    expect(stopsOf(orders)).toEqual(['sell 10 stop 90 canceled: another stop guards the position', 'sell 15 stop 92 accepted'])
  })

  test('makes it smaller when a part is sold', () => {
    const script = { 0: enterLong({ ...ten, protect: { stop: 90 } }), 2: exit({ fraction: 0.4 }) }
    expect(stopsOf(run(script, flatBars(100, 100, 100, 100, 100)).orders)).toEqual(['sell 6 stop 90 accepted'])
  })

  test('follows a position that is rebalanced to weights', () => {
    const bars = flatBars(100, 100, 100, 100, 100, 100, 100)
    const { orders, denials } = run({ 0: target('A', 0.5), 2: target('A', 0.8), 4: target('A', 0.2) }, bars)
    expect(denials).toEqual([])
    expect(orders.filter(isWorking)).toMatchObject([{ price: { type: 'stop', trigger: 98 }, quantity: 200 }])
  })

  test('turns with a reversal', () => {
    const { orders } = run({ 0: enterLong(ten), 2: enterShort(ten) }, flatBars(100, 100, 100, 100, 100))
    expect(orders.filter(isWorking)).toMatchObject([{ intent: { side: 'buy' }, price: { trigger: 102 }, quantity: 10 }])
  })

  test('keeps a trailing stop where it has come to when it is resized', () => {
    const script = {
      0: enterLong({ ...ten, protect: { trail: { fraction: 0.1 } } }),
      3: enterLong({ size: { lots: 5 }, protect: { stop: 80 } }),
    }
    const { orders } = run(script, steps(100, 100, 110, 120, 120, 120, 120))
    expect(orders.filter(isWorking)).toMatchObject([{ price: { type: 'trailing-stop', trigger: 108 }, quantity: 15 }])
  })

  test('stands in the new shares after a split: orders that the broker ends with it come back', () => {
    const bars = [...flatBars(100, 100, 100), ...flatBars(50, 50, 50)]
    const split: Split = { kind: 'split', exDate: '2024-01-04', ratio: 2 }
    const script = { 0: enterLong({ ...ten, protect: { stop: 90 } }), 1: exit({ order: stop(94) }) }
    const { orders } = run(script, bars, given, { actions: [split] })
    expect(orders.filter(isWorking)).toMatchObject([{ price: { type: 'stop', trigger: 47 }, quantity: 20 }])
  })

  test.each([2, 0.5])('comes back at once after a split of %d, whatever the broker rejects at the same time', (ratio) => {
    const [before, after] = [100, 100 / ratio]
    const bars: HandBar[] = [...flatBars(before, before, before), [after, after, after / 2, after / 2], ...flatBars(after / 2)]
    const taken = { group: 'g', type: 1 } as const
    const script = {
      0: enterLong({ ...ten, oca: taken, protect: { stop: 98 } }),
      1: exit({ order: stop(98.5), timeInForce: 'GTC' }),
      2: enterLong({ ...ten, oca: taken, order: limit(50), protect: { stop: 40 }, tag: 'rejected' }),
    }
    const { fills, orders } = run(script, bars, given, { actions: [{ kind: 'split', exDate: '2024-01-04', ratio }] })
    expect(fills.at(-1)).toMatchObject({ price: 98.5 / ratio, quantity: 10 * ratio, barIndex: 3 })
    expect(orders.filter(({ status }) => status === 'rejected').length).toBe(2)
  })

  test('sends a stop that the market has passed all the same: it sells at the next price', () => {
    const script = { 0: enterLong({ ...ten, protect: { stop: 95 } }), 2: [exit({ order: stop(97) }), cancel({ tag: '' })] }
    const bars = flatBars(100, 100, 100, 96.5, 96.5)
    expect(run(script, bars).fills).toMatchObject([{ side: 'buy' }, { side: 'sell', price: 96.5, quantity: 10 }])
  })

  test('costs nothing where nothing requires a stop: decisions and fills are those of before', () => {
    const script = { 0: enterLong({ ...ten, protect: { stop: 95 } }), 3: exit() }
    const bars = flatBars(100, 100, 100, 100, 100, 100)
    const [off, on] = [run(script, bars, {}), run(script, bars)]
    expect(on.hashes.execution).toBe(off.hashes.execution)
    expect(on.hashes.decision).toBe(off.hashes.decision)
  })

  test('sends nothing once the data has ended', () => {
    const { orders } = run({ 0: enterLong(ten) }, flatBars(100, 100, 100), { ...given, endOfData: 'close' })
    expect(orders.map(({ intent }) => intent.role)).toEqual(['entry', 'stop', 'end-of-data'])
  })

  test('guards through the working parts of an entry that fills slowly', () => {
    const bars: HandBar[] = flatBars(100, 100, 100, 100).map(([open, high, low, close]) => [open, high, low, close, 40])
    const config = { ...given, participation: 0.1 } as const
    const { orders } = run({ 0: enterLong({ ...ten, timeInForce: 'GTC', order: limit(100) }) }, bars, { ...config, limit: 'touch' })
    expect(orders.filter(isWorking).map(({ intent, quantity, filledQuantity }) => [intent.role, quantity - filledQuantity])).toEqual([
      ['stop', 10],
    ])
  })

  describe('of an entry that fills in parts, with protection that waits for the last', () => {
    /** 30 lots a bar may trade of the 100 that are bought; the last bars have room for all. */
    const parts = (...closes: number[]): HandBar[] =>
      closes.map((close, index) => [close, close, close, close, index < 4 ? 300 : 1e6] as const)
    const buy = (protect: Protection) =>
      enterLong({ size: { lots: 100 }, protect, protectAfter: 'full', timeInForce: 'GTC', order: limit(100) })
    const config = { ...given, participation: 0.1, limit: 'touch' } as const
    /** Side, lots and level of the stops that work at each close, with what is held. */
    function watched(script: Script, bars: readonly HandBar[], more: BacktestConfigInput = config) {
      const seen: string[] = []
      const strategy = strategyOf('watching', {
        onBar({ bar, position, working }) {
          const stops = working.filter(({ role, leaves }) => role === 'stop' && leaves > 0)
          seen.push(
            `${position.quantity}: ${stops.map(({ leaves, price }) => `${leaves} at ${'trigger' in price ? price.trigger : price.type}`).join(', ')}`,
          )
          const said = script[bar.index]
          return typeof said === 'function' ? undefined : said
        },
      })
      const result = runBacktest({ strategies: [{ strategy }], series: [handSeries('A', bars)], config: { ...free, ...more } })
      return { ...result, seen }
    }

    test.each<[string, Protection, string]>([
      ['a price', { stop: 90 }, '90'],
      ['a fraction', { stop: { fraction: 0.1 } }, '90'],
      ['a trail', { trail: { fraction: 0.1 } }, '90'],
      ['a trail in currency', { trail: { amount: 12 } }, '88'],
    ])('keeps the strategy’s own level over each part, and leaves it to its own stop then: %s', (_, protect, level) => {
      const { seen, orders } = watched({ 0: buy(protect) }, parts(100, 100, 100, 100, 100, 100))
      expect(seen).toEqual([
        '0: ',
        `30: 30 at ${level}`,
        `60: 60 at ${level}`,
        `90: 90 at ${level}`,
        `100: 100 at ${level}`,
        `100: 100 at ${level}`,
      ])
      const stops = orders.filter(({ intent }) => intent.role === 'stop')
      expect(stops.map(({ parentId, status, note }) => [parentId, status, note])).toEqual([
        [1, 'accepted', ''],
        [null, 'canceled', 'the stop of the entry is awake'],
      ])
    })

    test('so it does where an entry without a stop is denied, and not where nothing is required', () => {
      const bars = parts(100, 100, 100, 100, 100, 100)
      const denied = watched({ 0: buy({ stop: 90 }) }, bars, { ...config, protection: { required: 'deny' } })
      expect(denied.seen.slice(1)).toEqual(['30: 30 at 90', '60: 60 at 90', '90: 90 at 90', '100: 100 at 90', '100: 100 at 90'])
      expect(denied.denials).toEqual([])
      const { protection: _, ...off } = config
      expect(watched({ 0: buy({ stop: 90 }) }, bars, off).seen.slice(1, 4)).toEqual(['30: ', '60: ', '90: '])
    })

    test('ends the entry when it acts, as its own stop would', () => {
      const { fills, openPositions, orders } = watched({ 0: buy({ stop: 90 }) }, parts(100, 100, 89, 89, 89, 89))
      expect(fills.map(({ side, quantity, price }) => `${side} ${quantity} at ${price}`)).toEqual([
        'buy 30 at 100',
        'buy 30 at 89',
        'sell 30 at 89',
        'sell 30 at 89',
      ])
      expect(openPositions).toEqual([])
      expect(orders[0]).toMatchObject({ status: 'canceled', note: 'its protection acted' })
    })

    test('keeps its level when the entry ends in part', () => {
      const { seen } = watched({ 0: buy({ stop: 90 }), 2: cancel() }, parts(100, 100, 100, 100, 100, 100))
      expect(seen.slice(2)).toEqual(['60: 60 at 90', '60: 60 at 90', '60: 60 at 90', '60: 60 at 90'])
    })
  })

  test('is told of a trailing exit that the strategy sends', () => {
    const script = { 0: enterLong(ten), 2: exit({ order: trailingStop({ amount: 1 }, 99) }) }
    const { orders } = run(script, flatBars(100, 100, 100, 100, 100))
    expect(orders.filter(isWorking)).toMatchObject([{ intent: { role: 'exit' }, price: { type: 'trailing-stop' }, quantity: 10 }])
  })

  test('guards a strategy that is halted too', () => {
    const script = { 0: enterLong({ ...ten, protect: { stop: 95 } }), 2: exit({ order: stop(97) }), 4: cancel() }
    const halt = { operator: [{ at: new Date(day(4)).toISOString(), do: 'halt', reason: 'a look at it' }] } satisfies BacktestConfigInput
    const { orders, denials } = run(script, flatBars(100, 100, 100, 100, 100, 100, 100), { ...given, ...halt })
    expect(denials).toEqual([])
    expect(orders.filter(isWorking)).toMatchObject([{ intent: { role: 'stop' }, price: { trigger: 97 }, quantity: 10, createdAt: day(5) }])
  })

  test('guards what another order’s fill opens', () => {
    const script = { 0: enterShort({ ...ten, triggers: [{ side: 'buy', lots: 15 }] }) } satisfies Script
    const { orders } = run(script, flatBars(100, 100, 100, 100, 100, 100))
    expect(orders.filter(isWorking)).toMatchObject([{ intent: { side: 'sell', role: 'stop' }, price: { trigger: 98 }, quantity: 5 }])
  })

  test('counts the stops of an asset on all its venues', () => {
    const bars = flatBars(100, 100, 100, 100, 100)
    const script = strategyOf('two venues', {
      onBar({ instrument, bar }) {
        if (instrument.venue === 'XNAS' && bar.index === 0) return enterLong({ ...ten, protect: { stop: 90 } })
        if (instrument.venue === 'BATS' && bar.index === 2) return exit({ order: stop(95) })
        return undefined
      },
    })
    const series = [handSeries('A@XNAS', bars), handSeries('A@BATS', bars)]
    const { orders } = runBacktest({ strategies: [{ strategy: script }], series, config: { ...free, ...given } })
    expect(stopsOf(orders)).toEqual(['sell 10 stop 90 canceled: another stop guards the position', 'sell 10 stop 95 accepted'])
  })

  test('asks once at a time for what is refused, and goes on asking', () => {
    const script = { 0: enterShort({ ...ten, triggers: [{ side: 'buy', lots: 15 }] }) } satisfies Script
    const config = { protection: { required: 'default', default: '99%' } } as const
    const { denials } = run(script, flatBars(100, 100, 100, 100, 100, 100, 100), config, { instrument: { tick: 10 } })
    expect(denials.map(({ code, context, time }) => [code, context.trigger, time])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((index) => ['PRICE_NOT_POSITIVE', 0, day(index)]),
    )
  })

  test('puts a stop over what a kill leaves open, and leaves nothing behind where the kill closes it', () => {
    const kill = { operator: [{ at: new Date(day(4)).toISOString(), do: 'kill', reason: 'enough' }] } satisfies BacktestConfigInput
    const bars = flatBars(100, 100, 100, 100, 100, 100, 100)
    const kept = run({ 0: enterLong(ten) }, bars, { ...given, ...kill })
    expect(kept.orders.filter(isWorking)).toMatchObject([{ intent: { role: 'stop' }, price: { trigger: 98 }, quantity: 10 }])
    const closed = run({ 0: enterLong(ten) }, bars, { ...given, ...kill, breakers: { kill: { flatten: true } } })
    expect(closed.openPositions).toEqual([])
    expect(closed.orders.filter(isWorking)).toEqual([])
  })
})

test.each([
  ['no other entry', undefined],
  [
    'an add that has not filled, with a stop of its own',
    enterLong({ tag: 'add', size: { lots: 5 }, order: limit(90), timeInForce: 'GTC', protect: { stop: 60 } }),
  ],
  [
    'a short that has not filled',
    enterShort({ tag: 'turn', size: { lots: 5 }, order: limit(110), timeInForce: 'GTC', protect: { stop: 130 } }),
  ],
] as const)('a stop that the strategy cancels comes back where it stood, beside %s', (_, other) => {
  const script = { 0: enterLong(ten), 1: exit({ tag: 'out', order: stop(97) }), 2: other, 4: cancel({}) }
  const { orders } = run(script, flatBars(100, 100, 100, 100, 100, 100, 100, 100), { protection: { required: 'default', default: '5%' } })
  expect(orders.filter(isWorking).map(({ intent, price }) => [intent.side, price])).toEqual([['sell', stop(97)]])
})
