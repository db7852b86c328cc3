import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, flatBars, free, type HandBar, handSeries, steps } from '../../../tests/fixtures/series.js'
import { type Script, scripted, strategyOf } from '../../../tests/fixtures/strategies.js'
import type { Fill } from '../../model/fill.js'
import { limit, stop } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { cancel, enterLong, enterShort, exit, type Signals } from '../../model/signal.js'
import { DAY_MS } from '../../model/time.js'
import { marginRule } from '../../risk/margin.js'
import { runBacktest } from '../backtest.js'
import type { BacktestConfigInput } from '../config/config.js'

const margin = { ...free, account: 'margin', cash: 10_000 } as const satisfies BacktestConfigInput

function run(script: Script, bars: readonly HandBar[], config: BacktestConfigInput = {}): RunResult {
  return runBacktest({
    strategies: [{ strategy: scripted(script) }],
    series: [handSeries('A', bars)],
    config: { ...margin, ...config },
  })
}

const text = ({ role, side, quantity, price }: Fill): string => `${role} ${side} ${quantity} @ ${price}`
const long = (lots: number) => enterLong({ size: { lots } })
const short = (lots: number) => enterShort({ size: { lots } })

describe('a short squeeze', () => {
  // 200 short at 50: equity is 20,000 − 200 p, maintenance 60 p, so that 76.92 is where the excess ends.
  const squeezed = run({ 0: short(200) }, steps(50, 50, 60, 70, 80, 81, 81, 81))

  test('is bought back at the next open after the mark that has no excess, no more than it takes, as often as it takes', () => {
    // At 80: 4,000 − 4,800, and 40 to spare: 840 at 24 a lot. At 81: 3,835 − 4,009.50, and 38.35: 212.85 at 24.30.
    expect(squeezed.fills.map(text)).toEqual(['entry sell 200 @ 50', 'liquidation buy 35 @ 80', 'liquidation buy 9 @ 81'])
    expect(squeezed.fills.map(({ time }) => time)).toEqual([day(1), day(5), day(6)])
  })

  test('leaves an account that covers its margin', () => {
    expect(squeezed.openPositions).toMatchObject([{ quantity: -156 }])
    expect(squeezed.account.margin).toMatchObject({ equity: 3_835, maintenanceMargin: 156 * 24.3, liquidations: 2 })
    expect(squeezed.account.margin?.excessLiquidity).toBeCloseTo(44.2, 9)
    expect(squeezed.account.margin?.lowestCushion).toBeCloseTo(-0.2, 12)
  })

  test('is told in the notes, and on the orders', () => {
    expect(squeezed.notes).toContain(
      'The broker liquidated 2 times, first at 2024-01-06T00:00:00Z: excess liquidity was below zero. The cushion was -20.0% at its lowest.',
    )
    expect(squeezed.orders.filter(({ intent }) => intent.role === 'liquidation')).toMatchObject([
      { status: 'filled', intent: { reason: 'liquidation', reduceOnly: true } },
      { status: 'filled' },
    ])
    expect(squeezed.assumptions).toContainEqual({
      name: 'account',
      value: 'margin: Regulation T to open, FINRA 4210 to keep, liquidation',
      source: 'default',
    })
  })
})

describe('a leveraged long position in a crash', () => {
  // 200 at 100 with 10,000 borrowed: equity is 200 p − 10,000, maintenance 50 p.
  const bars: HandBar[] = [...flatBars(100, 100, 80), [70, 70, 66, 66], [60, 60, 60, 60], ...flatBars(60, 60, 60)]

  test('is sold at an open below the mark, and again until the margin is covered', () => {
    const crashed = run({ 0: long(200) }, bars)
    // At 66: 3,200 − 3,300, and 32: 132 at 16.50. The open is 60: 2,000 − 2,880, and 20: 900 at 15.
    expect(crashed.fills.map(text)).toEqual(['entry buy 200 @ 100', 'liquidation sell 8 @ 60', 'liquidation sell 60 @ 60'])
    expect(crashed.account.margin).toMatchObject({ equity: 2_000, maintenanceMargin: 1_980, excessLiquidity: 20, cushion: 0.01 })
  })

  test('that takes everything is sold altogether, and what is left is owed', () => {
    const ruined = run({ 0: long(200) }, flatBars(100, 100, 40, 40, 40))
    expect(ruined.fills.map(text)).toEqual(['entry buy 200 @ 100', 'liquidation sell 200 @ 40'])
    expect(ruined.account.margin).toMatchObject({ equity: -2_000, excessLiquidity: -2_000, cushion: null, lowestCushion: null })
    expect(ruined.notes).toContainEqual(expect.stringContaining('excess liquidity was below zero. Equity fell to zero or below.'))
  })

  test('of a research account is nobody’s business', () => {
    const research = run({ 0: long(200) }, bars, { account: 'research', leverage: 2 })
    expect(research.fills).toHaveLength(1)
    expect(research.account).toEqual({ type: 'research', borrowFees: 0, interest: 0, settledCash: null, margin: null })
  })

  test('waits where the market does, and is not sent twice', () => {
    const halted: HandBar[] = [...flatBars(100, 100), [66, 66, 66, 66], [66, 66, 66, 66, 0], [66, 66, 66, 66, 0], ...flatBars(66, 66)]
    const waited = run({ 0: long(200) }, halted)
    expect(waited.fills.map(({ role, time }) => [role, time])).toEqual([
      ['entry', day(1)],
      ['liquidation', day(5)],
    ])
    expect(waited.account.margin?.liquidations).toBe(1)
  })

  test('goes at the very close under same-close', () => {
    const { fills } = run({ 0: long(200) }, flatBars(100, 100, 66, 66, 66), { timing: 'same-close' })
    expect(fills.map(({ role, time }) => [role, time])).toEqual([
      ['entry', day(1)],
      ['liquidation', day(3)],
    ])
  })
})

describe('before positions are closed', () => {
  test('working orders that would add are canceled, those that take off are left', () => {
    const script: Script = {
      0: long(150),
      1: [
        enterLong({ size: { lots: 20 }, tag: 'dip', order: limit(40), timeInForce: 'GTC' }),
        exit({ order: limit(120), timeInForce: 'GTC' }),
      ],
    }
    // 5,000 are borrowed: at 44 there are 1,600 against 1,650.
    const { orders } = run(script, flatBars(100, 100, 100, 44, 44, 44))
    expect(orders.map(({ intent, status, note }) => `${intent.role} ${status} ${note}`.trim())).toEqual([
      'entry filled',
      'entry canceled the account has no excess liquidity',
      'exit accepted',
      'liquidation filled',
    ])
  })

  test('an order that would take the position through zero is canceled too', () => {
    const script: Script = { 0: long(990), 1: enterShort({ size: { lots: 900 }, order: stop(61), timeInForce: 'GTC', tag: 'turn' }) }
    const { fills, orders } = run(script, flatBars(100, 100, 62, 60, 60, 60), { cash: 50_000 })
    expect(orders.find(({ intent }) => intent.tag === 'turn')).toMatchObject({
      status: 'canceled',
      note: 'the account has no excess liquidity',
    })
    expect(new Set(fills.map(({ role }) => role))).toEqual(new Set(['entry', 'liquidation']))
    expect(fills.filter(({ side }) => side === 'sell').reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThan(990)
  })

  test('a reversal that is decided then is denied, an exit is not', () => {
    const turned = run({ 0: long(990), 2: short(100) }, flatBars(100, 100, 62, 62, 62, 62), { cash: 50_000 })
    expect(turned.denials).toMatchObject([{ code: 'BUYING_POWER', time: day(3) }])
    expect(turned.denials[0]?.context.available).toBeLessThan(0)
    expect(turned.openPositions.every(({ quantity }) => quantity > 0)).toBe(true)
    const closed = run({ 0: long(990), 2: exit() }, flatBars(100, 100, 62, 62, 62, 62), { cash: 50_000 })
    expect([closed.denials, closed.openPositions]).toEqual([[], []])
  })

  test('an entry that is decided at the same close is denied', () => {
    const { denials } = run({ 0: long(200), 2: long(1) }, flatBars(100, 100, 66, 66, 66))
    expect(denials).toMatchObject([{ code: 'BUYING_POWER', time: day(3) }])
  })
})

describe('a strategy', () => {
  test('hears of it as of any fill, and cannot take the order away', () => {
    const heard: string[] = []
    const strategy = strategyOf('one', {
      onBar: ({ bar }): Signals => (bar.index === 0 ? long(200) : bar.index === 2 ? cancel() : undefined),
      onFill: (_context, fill) => {
        heard.push(`${(fill.time - day(0)) / DAY_MS}: ${text(fill)}`)
        return undefined
      },
    })
    runBacktest({ strategies: [{ strategy }], series: [handSeries('A', flatBars(100, 100, 66, 66, 66))], config: margin })
    expect(heard).toEqual(['1: entry buy 200 @ 100', '3: liquidation sell 8 @ 66'])
  })

  test('that closes by itself at the same open is not sold twice', () => {
    const { fills } = run({ 0: long(200), 2: exit() }, flatBars(100, 100, 66, 66, 66))
    expect(fills.reduce((sum, { side, quantity }) => sum + (side === 'buy' ? quantity : -quantity), 0)).toBe(0)
  })
})

describe('several positions', () => {
  const series = (a: readonly number[], b: readonly number[]) => [handSeries('A', flatBars(...a)), handSeries('B', flatBars(...b))]

  test('go by the margin that they release, the largest first', () => {
    const strategy = strategyOf('one', {
      onBar: ({ bar, instrument }): Signals =>
        bar.index === 0 ? enterLong({ size: { lots: instrument.id === 'A' ? 50 : 150 } }) : undefined,
    })
    const { fills } = runBacktest({
      strategies: [{ strategy }],
      series: series([100, 100, 65, 65, 65], [100, 100, 66, 66, 66]),
      config: margin,
    })
    // 13,150 − 10,000 against 3,287.50: 137.50 and 31.50 to spare at 16.50 a lot.
    expect(fills.map(({ instrument, role, quantity }) => `${role} ${instrument} ${quantity}`)).toEqual([
      'entry A 50',
      'entry B 150',
      'liquidation B 11',
    ])
  })

  test('in one instrument are taken from the larger first', () => {
    const strategies = [{ strategy: scripted({ 0: long(50) }, 'small') }, { strategy: scripted({ 0: long(150) }, 'large') }]
    const { fills } = runBacktest({ strategies, series: [handSeries('A', flatBars(100, 100, 66, 66))], config: margin })
    expect(fills.map(({ strategy, role, quantity }) => `${role} ${strategy} ${quantity}`)).toEqual([
      ...['entry small 50', 'entry large 150'],
      'liquidation large 8',
    ])
  })

  test('of two strategies that stand against each other are one to the broker', () => {
    const one = scripted({ 0: long(150) }, 'one')
    const other = scripted({ 0: short(100) }, 'other')
    const { fills, account } = runBacktest({
      strategies: [{ strategy: one }, { strategy: other }],
      series: [handSeries('A', flatBars(100, 100, 60, 60))],
      config: margin,
    })
    // Net 50 long: 500 … no more than 750 is asked of 8,000.
    expect(fills.map(({ role }) => role)).toEqual(['entry', 'entry'])
    expect(account.margin).toMatchObject({ maintenanceMargin: 750, liquidations: 0 })
  })
})

describe('whatever the prices do', () => {
  const anyMove = fc.integer({ min: -25, max: 30 }).map((percent) => percent / 100)
  const anyLots = fc.integer({ min: -400, max: 400 })
  const anyScript = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), anyLots), { maxLength: 6, size: 'max' })
  const flipsBy = (fills: readonly Fill[]): boolean => {
    let held = 0
    return fills.some(({ role, side, quantity }) => {
      const before = held
      held += side === 'buy' ? quantity : -quantity
      return role === 'liquidation' && (held * before < 0 || Math.abs(held) > Math.abs(before))
    })
  }

  test('a liquidation never turns a position, and once prices stand still the margin is covered or nothing is held', () => {
    let liquidated = 0
    fc.assert(
      fc.property(fc.array(anyMove, { minLength: 1, maxLength: 25, size: 'max' }), anyLots, anyScript, (moves, first, orders) => {
        const prices = [50]
        for (const move of moves) prices.push(Math.max(0.01, (prices.at(-1) as number) * (1 + move)))
        const last = prices.at(-1) as number
        const script = Object.fromEntries(
          [[0, first] as const, ...orders].map(([bar, lots]) => [bar, lots < 0 ? short(-lots) : long(lots)]),
        )
        const { fills, openPositions, account } = run(script, steps(...prices, ...Array<number>(28 - prices.length).fill(last)))
        if ((account.margin?.liquidations ?? 0) > 0) liquidated++
        expect(flipsBy(fills)).toBe(false)
        const rule = marginRule(handSeries('A', []).instrument, {})
        const held = openPositions.reduce((sum, { quantity }) => sum + quantity, 0)
        const excess = (account.margin?.equity ?? 0) - (rule?.maintenance(held, last) ?? 0)
        expect(held === 0 || excess >= -1e-6).toBe(true)
      }),
      { numRuns: 1_000 },
    )
    expect(liquidated).toBeGreaterThan(100)
  })
})

test('an instrument whose data has ended is not sent for sale: what still trades is sold in its place', () => {
  const series = [
    handSeries('A', [...flatBars(100, 100, 100), [100, 100, 70, 70]]),
    handSeries('B', [...flatBars(100, 100, 100, 100, 100), ...flatBars(20, 20, 20, 20, 20, 20)]),
  ]
  const strategy = strategyOf('one', {
    onBar: ({ bar, instrument }): Signals => (bar.index === 0 ? long(instrument.id === 'A' ? 150 : 49) : undefined),
  })
  const { fills, orders, account } = runBacktest({ strategies: [{ strategy }], series, config: margin })
  expect(fills.map(({ instrument, role, quantity }) => `${role} ${instrument} ${quantity}`)).toEqual([
    'entry A 150',
    'entry B 49',
    'liquidation B 49',
  ])
  expect(orders.filter(({ intent }) => intent.role === 'liquidation')).toMatchObject([{ intent: { instrument: 'B' }, status: 'filled' }])
  expect(account.margin?.liquidations).toBe(1)
})
