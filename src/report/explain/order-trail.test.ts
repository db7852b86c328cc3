import colors from 'picocolors'
import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries, steps } from '../../../tests/fixtures/series.js'
import { scripted } from '../../../tests/fixtures/strategies.js'
import { tradedResult } from '../../../tests/fixtures/traded-run.js'
import { runBacktest } from '../../engine/backtest.js'
import type { BacktestConfigInput } from '../../engine/config/config.js'
import { limit, stop } from '../../model/order-price.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, enterShort, exit } from '../../model/signal.js'
import { fillPostings } from '../../portfolio/fill-postings.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import { RunLives } from './order-life.js'
import { orderTrail, type TrailStep } from './order-trail.js'
import { trailText } from './trail-text.js'

const plain = colors.createColors(false)

const minutes = handSeries('A', steps(...Array.from({ length: 60 }, (_, i) => 100 + 0.1 * (i % 7))), { timeframe: '1m' })

function run(strategy: Strategy, config: BacktestConfigInput = {}, series = [minutes]): RunResult {
  return runBacktest({ strategies: [{ strategy }], series, config: { ...free, ...config } })
}

function trailOf(result: RunResult, id: number): readonly TrailStep[] {
  return orderTrail(new RunLives(result).order(id))
}

/** `stage` of each step, and what it says: `venue: accepted`. */
function said(steps: readonly TrailStep[], ...stages: readonly TrailStep['stage'][]): string[] {
  return steps.filter(({ stage }) => stages.includes(stage)).map(({ stage, says }) => `${stage}: ${says}`)
}

test('the signal’s trail has why, and what was to be remembered with it', () => {
  const metadata = { model: 'm1', score: 0.8, isNew: true }
  const result = run(scripted({ 3: enterLong({ size: { lots: 1 }, reason: 'up', metadata }), 6: exit({ metadata: { late: false } }) }))
  expect(result.decisions?.map(({ signal }) => 'metadata' in signal && signal.metadata)).toEqual([metadata, { late: false }])
  expect(said(trailOf(result, 1), 'signal')[0]).toContain(', “up” (model m1, score 0.8, isNew true)')
  expect(said(trailOf(result, 2), 'signal')[0]).toContain(' (late false)')
})

test('a cash account’s trail has the strategy’s own lots, which a sale that a purchase triggers is judged by', () => {
  const triggers = [{ side: 'sell', lots: 50, order: limit(120) }] as const
  const buys = enterLong({ size: { lots: 10 }, order: limit(99), timeInForce: 'GTC', triggers })
  const sold = run(scripted({ 0: enterLong({ size: { lots: 100 } }), 3: buys }), { account: 'cash', cash: 100_000 })
  expect(sold.denials).toEqual([])
  const risk = trailOf(sold, 2).filter(({ stage }) => stage === 'risk')
  expect(risk.map(({ passed }) => passed)).not.toContain(false)
})

describe('the trail of an order', () => {
  const buy = scripted({
    3: enterLong({ order: stop(100.5), protect: { trail: { fraction: 0.01 } }, size: { lots: 10 }, timeInForce: 'GTC', reason: 'up' }),
  })
  const result = run(buy)

  test('goes from the signal over every stage to the ledger, in the order of time', () => {
    const steps = trailOf(result, 1)
    expect([...new Set(steps.map(({ stage }) => stage))]).toEqual([
      'signal',
      'router',
      'sizer',
      'risk',
      'approval',
      'venue',
      'fill',
      'ledger',
      'end',
    ])
    for (const [index, { time }] of steps.entries()) expect(time).toBeGreaterThanOrEqual(steps[index - 1]?.time ?? 0)
    expect(said(steps, 'approval', 'venue')).toEqual([
      'approval: approved, and sent as order 1',
      'venue: accepted',
      'venue: triggered',
      'venue: filled: buy 10 at 100.50 (fill 1)',
    ])
    expect(steps.filter(({ stage }) => stage === 'risk').every(({ passed }) => passed)).toBe(true)
  })

  test('has the postings of each fill as the ledger made them', () => {
    const [fill] = result.fills
    const ledger = trailOf(result, 1).find(({ stage }) => stage === 'ledger')
    const postings = fillPostings(fill!, minutes.instrument)
    expect(ledger?.numbers).toEqual(Object.fromEntries(postings.map(({ account, amount }) => [account, amount])))
  })

  test('of a child begins with the signal of its parent, and tells the moves of a trailing stop as one', () => {
    const steps = trailOf(result, 2)
    expect(said(steps, 'signal')).toEqual([expect.stringContaining('enter long stop 100.50')])
    expect(said(steps, 'approval').at(-1)).toBe('approval: order 2 came with order 1: stop trailing 1.0 % behind, protects what it fills')
    expect(said(steps, 'venue')).toEqual([
      'venue: accepted',
      expect.stringMatching(/^venue: (is now|followed the price \d+ times, to) trailing-stop/),
    ])
  })

  test('says what limits took off a size that the run worked out, and of a reversal that it only closes', () => {
    const script = scripted({ 3: enterLong(), 10: enterShort() })
    const cut = run(script, { riskProfile: 'guarded', limits: { dataAge: 'unlimited', orderVolume: 'unlimited' } })
    expect(said(trailOf(cut, 1), 'sizer')).toEqual([
      expect.stringMatching(/^sizer: buy 49 .*; it would have opened 997, MAX_ORDER_VALUE leaves room for no more; by allocation$/),
    ])
    expect(trailOf(cut, 1).find(({ stage }) => stage === 'sizer')?.numbers).toMatchObject({ lots: 49, wanted: 997 })
    const closing = cut.orders.find(({ intent }) => intent.role === 'exit')?.clientOrderId ?? 0
    expect(said(trailOf(cut, closing), 'sizer')).toEqual([
      expect.stringMatching(/^sizer: sell 49 \(exit, market\).* leaves room for none: it only closes; by allocation$/),
    ])
  })

  test('of a child that still sleeps is titled by the protection that it will be', () => {
    const waiting = run(
      scripted({ 3: enterLong({ order: limit(50), protect: { trail: { fraction: 0.01 } }, size: { lots: 1 }, timeInForce: 'GTC' }) }),
    )
    const life = new RunLives(waiting).order(2)
    expect(trailText(life, orderTrail(life), plain).split('\n')[0]).toMatch(/^Order 2: .* A, stop, stop trailing 1\.0.% behind, GTC$/)
    const awake = new RunLives(result).order(2)
    expect(trailText(awake, orderTrail(awake), plain).split('\n')[0]).toMatch(/, stop, trailing-stop 1\.0.% behind, at 99\.\d+, GTC$/)
  })

  test('of every order of a run can be told, and ends as the order did', () => {
    const traded = tradedResult()
    const lives = new RunLives(traded)
    for (const order of traded.orders) {
      const life = lives.order(order.clientOrderId)
      const steps = orderTrail(life)
      expect(steps.at(-1)?.says.startsWith(order.status.replaceAll('-', ' '))).toBe(true)
      expect(steps.filter(({ stage }) => stage === 'fill')).toHaveLength(life.fills.length)
      for (const [index, { time }] of steps.entries()) expect(time).toBeGreaterThanOrEqual(steps[index - 1]?.time ?? 0)
      expect(trailText(life, steps, plain)).toContain(`Order ${order.clientOrderId}: `)
    }
  })

  test('of a change has the decision before the answer of the venue, and a fill of that time before both', () => {
    const moved = run(
      scripted({
        3: enterLong({ order: limit(90), size: { lots: 1 }, timeInForce: 'GTC' }),
        5: enterLong({ order: limit(91), size: { lots: 1 }, timeInForce: 'GTC' }),
      }),
    )
    expect(said(trailOf(moved, 1), 'approval', 'venue')).toEqual([
      'approval: approved, and sent as order 1',
      'venue: accepted',
      'approval: approved as a change of order 1',
      'venue: is now limit 91.00, 1 to fill',
    ])
  })

  test('with messages that travel says how much later each was heard', () => {
    const late = run(scripted({ 3: enterLong({ size: { lots: 1 } }) }), { latency: { entry: 200, response: 100 } })
    expect(said(trailOf(late, 1), 'venue')[0]).toMatch(/^venue: accepted, heard \d+ ms later$/)
  })

  test('of a run that kept nothing says so, and still has fills and postings', () => {
    const bare = runBacktest({ strategies: [{ strategy: buy }], series: [minutes], config: free, record: { decisions: false } })
    expect(bare.events).toBeUndefined()
    const steps = trailOf(bare, 1)
    expect(said(steps, 'signal', 'venue')).toEqual([
      'signal: the run did not keep the decision behind it',
      'venue: the run kept no word of it',
      'venue: filled: buy 10 at 100.50 (fill 1)',
    ])
    expect(said(steps, 'ledger')).toHaveLength(1)
  })
})

describe('under every limit', () => {
  const config = {
    riskProfile: 'guarded',
    governor: { throttle: { orders: 5, seconds: 3600 }, maxOpenPositions: 3, dailyTrades: 9 },
    filters: { staleAfter: { bars: 3 } },
  } as const satisfies BacktestConfigInput
  const twice = scripted({
    20: enterLong({ protect: { stop: 90 }, size: { lots: 20 } }),
    25: enterLong({ protect: { stop: 90 }, size: { lots: 10 } }),
    30: enterLong({ protect: { stop: 90 }, size: { lots: 100 } }),
    40: exit('enough'),
  })
  const result = run(twice, config)
  const risk = (id: number) => trailOf(result, id).filter(({ stage }) => stage === 'risk')
  const secondId = result.orders.filter(({ intent }) => intent.role === 'entry')[1]?.clientOrderId ?? 0

  test('each control says what it compared, with its numbers', () => {
    const texts: Record<string, string> = Object.fromEntries(
      risk(secondId).map(({ control = '', says, passed }) => [control, `${passed ? '' : 'NO '}${says}`]),
    )
    expect(texts).toMatchObject({
      'trading state': expect.stringContaining('active'),
      'message throttle': 'message throttle: 1 of 5 sent in a second',
      'market data': expect.stringMatching(/ 0 s old of at most 180 s, moved \d\.\d\d σ of at most 8 σ$/),
      'order value': expect.stringMatching(/1,00\d\.\d\d of at most 4,999\.\d\d/),
      'position value': expect.stringMatching(/at worst 3,0\d\d\.\d\d of \d+,\d{3}\.\d\d, 20\.0.% of equity/),
      'gross exposure': expect.stringMatching(/at worst 3,0\d\d\.\d\d of /),
      'daily trades': 'daily trades: 2 of 100 in the session',
      protection: 'protection: it carries a stop',
    })
    expect(Object.keys(texts).indexOf('message throttle')).toBeLessThan(Object.keys(texts).indexOf('finite numbers'))
    expect(Object.values(texts).filter((text) => /NO |NaN|unknown/.test(text))).toEqual([])
  })

  test('of two orders at one time the second counts the first, and the first does not count the second', () => {
    const both = [minutes, { ...minutes, instrument: { ...minutes.instrument, id: 'B' } }]
    const pair = run(scripted({ 20: enterLong({ protect: { stop: 90 }, size: { lots: 5 } }) }), config, both)
    const entries = pair.orders.filter(({ intent }) => intent.role === 'entry').map(({ clientOrderId }) => clientOrderId)
    const counted = entries.map((id) => trailOf(pair, id).find(({ control }) => control === 'daily trades')?.says)
    expect(counted).toEqual(['daily trades: 1 of 100 in the session', 'daily trades: 2 of 100 in the session'])
  })

  test('what an order triggers counts with it', () => {
    const pair = scripted({ 20: enterLong({ protect: { stop: 90 }, size: { lots: 5 }, triggers: [{ side: 'sell', lots: 3 }] }) })
    const counts = trailOf(run(pair, config), 1).filter(({ control = '' }) => control === 'message throttle' || control === 'daily trades')
    expect(counts.map(({ says }) => says)).toEqual(['message throttle: 2 of 5 sent in a second', 'daily trades: 2 of 100 in the session'])
  })

  test('governor and filters say what they had counted', () => {
    expect(said(trailOf(result, secondId), 'governor', 'filters')).toEqual([
      'governor: 2 of 9 trades in the session, it adds to an open position, 2 of 5 orders in 3600 s',
      'filters: last trade 0 s old of at most 180 s',
    ])
  })

  test('a denial ends at the control that made it', () => {
    const place = result.denials.findIndex(({ code }) => code === 'MAX_ORDER_VALUE')
    const { decision } = new RunLives(result).denial(place + 1)
    expect(decision?.controls.at(-1)).toMatchObject({
      control: 'order value',
      allowed: false,
      numbers: expect.stringContaining('would_be='),
    })
    expect(decision?.controls.slice(0, -1).every(({ allowed }) => allowed)).toBe(true)
  })

  test('what only reduces is let pass by each of them, and no gate is asked', () => {
    const id = result.orders.find(({ intent }) => intent.role === 'exit')?.clientOrderId ?? 0
    const texts = risk(id).map((step) => step.says)
    expect(texts.filter((text) => text.endsWith('it only reduces')).length).toBeGreaterThan(8)
    expect(said(trailOf(result, id), 'governor', 'filters')).toEqual([])
  })

  test('a gate that refuses is told at its stage', () => {
    const throttled = run(scripted({ 20: enterLong({ size: { lots: 1 } }), 22: enterLong({ size: { lots: 1 } }) }), {
      governor: { throttle: { orders: 1, seconds: 3600 } },
    })
    const { decision } = new RunLives(throttled).denial(1)
    expect(decision?.gates).toEqual([{ stage: 'governor', passed: false, says: expect.stringContaining('ORDER_THROTTLE: limit=1') }])
  })
})

test('an order that the system sends to flatten is judged by its own profile', () => {
  const falling = handSeries('A', flatBars(...Array.from({ length: 40 }, (_, i) => (i < 20 ? 100 : 60))), { timeframe: '1m' })
  const { orders, ...rest } = run(
    scripted({ 3: enterLong({ size: { lots: 900 } }) }),
    { breakers: { drawdown: { at: 0.1, flatten: true } } },
    [falling],
  )
  const flatten = orders.find(({ intent }) => intent.role === 'flatten')
  const steps = trailOf({ orders, ...rest }, flatten?.clientOrderId ?? 0)
  expect(steps.filter(({ stage }) => stage === 'risk').at(-1)?.says).toBe('closes only: it makes the position of 900 smaller')
})
