import { beforeAll, describe, expect, test } from 'vitest'
import { type FixtureOptions, runFixture } from '../../../tests/fixtures/run-result.js'
import { compiledAssets } from '../../../tests/fixtures/tear-sheet-assets.js'
import { computeMetrics } from '../../metrics/compute.js'
import { metricsInputOf } from '../../metrics/run-input.js'
import type { RunResult } from '../../model/run.js'
import type { TearSheetAssets } from './assets.js'
import { tearSheet } from './tear-sheet.js'

/** Most tests read the words; only those of size and loading need what the build makes. */
const bare: TearSheetAssets = { charts: '{}', script: '', style: '' }
let assets: TearSheetAssets
beforeAll(async () => {
  assets = await compiledAssets()
})

function page(
  options: FixtureOptions = {},
  change: (result: RunResult) => RunResult = (same) => same,
  carried = bare,
  intervals = {},
): string {
  const { result: made, series, benchmark } = runFixture(options)
  const result = change(made)
  const metrics = computeMetrics(metricsInputOf(result))
  return tearSheet({ runId: 'run-1', result, metrics, metricsMode: 'default', series, benchmark, riskFreeAnnual: 0, intervals }, carried)
}

describe('the tear sheet', () => {
  test('loads nothing from anywhere', () => {
    const text = page({ bars: 600, trades: 8 }, undefined, assets)
    expect(text.includes('default-src &#39;none&#39;')).toBe(true)
    expect(text.match(/(src|href|srcset|action)\s*=\s*["']?(https?:)?\/\//i)).toBeNull()
    expect(text.match(/@import|url\(\s*["']?(https?:)?\/\//i)).toBeNull()
    expect(text.match(/<(link|img|iframe|object|embed)[\s>]/gi)).toBeNull()
  })

  test('says at its top that most orders were refused, and beside each code what to change', () => {
    const denial = { code: 'MAX_GROSS', context: { would_be: 2, limit: 1 }, time: 0, strategy: 's', instrument: 'X' } as const
    const config = { limits: { grossEquity: 1.5 } }
    const text = page({ bars: 300, trades: 4 }, (result) => ({ ...result, config, denials: Array.from({ length: 20 }, () => denial) }))
    expect(text).toMatch(/<header>[\s\S]*<strong>Refused 20 of \d\d orders<\/strong>[\s\S]*20 × MAX_GROSS[\s\S]*<\/header>/)
    expect(text).toContain('<td>Ask for smaller sizes, or change limits.grossEquity (150%).</td>')
    expect(page({ bars: 300, trades: 4 })).not.toContain('Refused')
  })

  test('a run in which things went wrong says what, what was passed, and how long trading was held back', () => {
    const time = Date.UTC(2001, 0, 2, 15)
    const transition = { strategy: 'sma-cross', cause: 'MESSAGE_RATE', reason: 'too many messages' } as const
    const text = page({ bars: 300, trades: 4 }, (result) => ({
      ...result,
      risk: {
        breaches: [
          { code: 'MESSAGE_RATE', severity: 'critical', strategy: 'sma-cross', instrument: null, time, context: { rate: 21, limit: 20 } },
          { code: 'VAR', severity: 'warning', strategy: null, instrument: null, time, context: {} },
        ],
        transitions: [
          { ...transition, time, from: 'active', to: 'reducing' },
          { ...transition, time: time + 30_000, from: 'reducing', to: 'halted' },
          { ...transition, time: time + 90_000, from: 'halted', to: 'active', cause: 'OPERATOR' },
          { ...transition, time: time + 120_000, from: 'active', to: 'reducing', strategy: null },
        ],
        account: 'reducing',
        strategies: {},
      },
      chaos: {
        faults: [{ name: 'runaway-1', fault: 'runaway', target: null, minutes: 10, onsets: [time] }],
        violations: [{ invariant: 'I7', time, message: 'over the limit', context: { position: 12 } }],
        damage: 40,
      },
    }))
    for (const [label, figure] of [
      ['Damage', '40.00 USD'],
      ['Invariants broken', '1'],
      ['Breaches', '2, 1 critical'],
      ['Emergency stops', '1'],
      ['Longest recovery', '1.5 min, 1 still held'],
    ])
      expect(text).toContain(`<dt>${label}</dt><dd>${figure}</dd>`)
    expect(text).toContain('over the limit (position=12)')
    expect(text).toContain('<td>rate=21, limit=20</td>')
    expect(text).toContain('<a href="#chaos">')
  })

  test('a run in which nothing went wrong has no such section, and no link to one', () => {
    expect(page({ bars: 300, trades: 4 })).not.toContain('chaos')
  })

  test('a hostile name stays text', () => {
    const evil = '</script><script>alert(1)</script>'
    const text = page({ bars: 300, trades: 4, strategy: evil }, (result) => ({
      ...result,
      notes: [evil],
      config: { name: evil },
      series: result.series.map((one) => ({ ...one, label: evil })),
    }))
    expect(text).not.toContain('<script>alert')
    expect(text.match(/<script/g)).toHaveLength(3)
    expect(text.match(/<\/script>/g)).toHaveLength(3)
    expect(text).toContain('&lt;/script&gt;&lt;script&gt;alert(1)')
  })

  test('the monthly table has the compounded months and years', () => {
    const text = page({ bars: 60, trades: 0 }, (result) => {
      const equity = Float64Array.from(result.sessions.date, (date) =>
        date < '2000-02-01' ? 110_000 : date < '2000-03-01' ? 99_000 : 100_000,
      )
      return { ...result, sessions: { ...result.sessions, equity } }
    })
    expect(text).toContain('<tr><th scope="row">2000</th><td class="gain" style="--heat:62%" data-exact="10.00\u202f%">10.0</td>')
    expect(text).toContain('<td class="loss" style="--heat:62%" data-exact="−10.00\u202f%">−10.0</td>')
    expect(text).toMatch(/data-exact="1\.01\u202f%">1\.0<\/td>(<td><\/td>)+<td class="year"[^>]*>0\.0<\/td>/)
  })

  test('every headline figure tells its definition, and n/a tells why', () => {
    const text = page({ bars: 300, trades: 0, denials: 5 })
    expect(text).toMatch(
      /<div title="Sharpe ratio\nn\/a: [^"]+\n\(mean\(r − rf\)[^"]*\nsource: [^"]*"><dt>Sharpe ratio<\/dt><dd class="absent">n\/a<\/dd>/,
    )
    expect(text).toMatch(/<div title="[^"]*end \/ start[^"]*"><dt>Total return<\/dt>/)
  })

  test('an interval stands under its figure and tells how it was made; a figure that is n/a has none', () => {
    const interval = {
      lower: -0.1234,
      upper: 0.9876,
      level: 0.95,
      method: 'stationary bootstrap, percentile',
      blockLength: 12.3,
      resamples: 1_000,
    }
    const text = page({ bars: 300, trades: 4 }, undefined, bare, { sharpe: interval, cagr: interval })
    expect(text).toContain('<dd class="interval">95\u202f%: −0.12 … 0.99</dd>')
    expect(text).toContain('<dd class="interval">95\u202f%: −12.3\u202f% … 98.8\u202f%</dd>')
    expect(text).toMatch(/95\u202f% interval: stationary bootstrap, percentile, 1,000 resamples, mean block of 12\.3 sessions"><dt>Sharpe/)
    const range = page({ bars: 300, trades: 4 }, undefined, bare, { maxDrawdown: { ...interval, upper: -0.05, method: 'blocks permuted' } })
    expect(range).toContain('<dd class="interval">range of 95\u202f%: −12.3\u202f% … −5.0\u202f%</dd>')
    expect(range).toMatch(/95\u202f% of other orders of the same returns: blocks permuted, 1,000 resamples/)
    expect(page({ bars: 300, trades: 0 }, undefined, bare, { sharpe: interval })).not.toContain('class="interval"')
  })

  test('a run without a trade says why, twice', () => {
    const text = page({ bars: 300, trades: 0, denials: 5 })
    expect(text.match(/5 orders denied \(BUYING_POWER 3, ZERO_QUANTITY 2\)/g)).toHaveLength(2)
    expect(text).toContain('No order was filled.')
  })

  test('every hash, the seed, the assumptions and the notes are on it', () => {
    const { result } = runFixture({ bars: 300, trades: 4 })
    const text = page({ bars: 300, trades: 4 })
    for (const hash of Object.values(result.hashes)) expect(text).toContain(hash)
    for (const { name, value } of result.assumptions) expect(text).toMatch(new RegExp(`<td>${name}</td><td>${value}</td>`))
    for (const note of result.notes) expect(text).toContain(note)
  })

  test('synthetic data is called that', () => {
    expect(page({ bars: 300, instruments: 3, trades: 2 })).toContain('Synthetic data')
    expect(page({ bars: 300, trades: 2 })).not.toContain('Synthetic data')
  })

  test('the share that hangs on ambiguous bars is said', () => {
    const { result } = runFixture({ bars: 600, trades: 8 })
    const moved = result.roundTrips.reduce((sum, trip) => sum + Math.abs(trip.pnl), 0)
    const hanging = result.roundTrips.filter((trip) => trip.ambiguous).reduce((sum, trip) => sum + Math.abs(trip.pnl), 0)
    expect(hanging).toBeGreaterThan(0)
    expect(page({ bars: 600, trades: 8 })).toContain(`${((100 * hanging) / moved).toFixed(1)}\u202f% of what all trades moved`)
  })

  test('the costs add up from the result before them to the result after', () => {
    const { result } = runFixture({ bars: 600, trades: 8 })
    const cells = [
      ...page({ bars: 600, trades: 8 }).matchAll(/<th scope="row"[^>]*>([A-Z][a-z ]+)<\/th><td class="number">([−\d,.]+)<\/td>/g),
    ]
    const amounts = new Map(cells.map(([, name, amount]) => [name, Number(amount?.replace('−', '-').replaceAll(',', ''))]))
    const [before, slippage, fees, after] = ['Closed trades before costs', 'Slippage', 'Fees', 'Closed trades after costs'].map(
      (name) => amounts.get(name) as number,
    )
    expect((before as number) + (slippage as number) + (fees as number)).toBeCloseTo(after as number, 1)
    expect(after).toBeCloseTo(
      result.roundTrips.reduce((sum, trip) => sum + trip.pnl, 0),
      1,
    )
    expect(amounts.has('Slippage and fees of positions still open')).toBe(false)
  })

  test('twenty years of daily bars stay under 1 MB, the runtime included', () => {
    expect(page({}, undefined, assets).length).toBeLessThan(1_000_000)
  })

  test('two million bars stay under 5 MB, and the page says that it thinned them', () => {
    const text = page({ bars: 60_000, trades: 20_000 }, (result) => long(result, 2_000_000), assets)
    expect(text.length).toBeLessThan(5_000_000)
    expect(text.match(/Down-sampled: [\d,]+ of 2,000,000 times, the lowest and highest of equal stretches/g)?.length).toBeGreaterThan(2)
    expect(text.includes('The first 30 round trips of 20,000; trades.parquet holds all')).toBe(true)
  })

  test('sections stand in the order of the contract', () => {
    const ids = [...page({ bars: 600, trades: 8 }).matchAll(/<section id="(\w+)"/g)].map((match) => match[1])
    expect(ids.join(' ')).toBe(
      'headline equity monthly rolling drawdowns exposure distribution trades attribution costs fills denials assumptions provenance definitions',
    )
  })

  test('the menu of the price chart counts every fill and says how many instruments it leaves out', () => {
    const some = page({ bars: 100, instruments: 3, trades: 2 })
    expect(some.match(/<option value="\d+">SYN\d+ \(4 fills\)/g)).toHaveLength(3)
    expect(some).not.toContain('instruments with the most fills')
    const many = page({ bars: 60, instruments: 70, trades: 1 })
    expect(many).toContain('The 60 of 70 instruments with the most fills; fills.parquet holds those of all.')
  })

  test('every column of numbers says what they are', () => {
    const text = page({ instruments: 2, trades: 8, denials: 9 })
    const heads = [...text.matchAll(/<th scope="col" class="number"([^>]*)>/g)].map((match) => match[1])
    expect(heads.length).toBeGreaterThan(60)
    expect(heads.filter((attributes) => !attributes?.includes(' title="'))).toEqual([])
  })

  test.each<[string, FixtureOptions]>([
    ['no trade', { trades: 0, bars: 300 }],
    ['ruin', { leverage: 9, trades: 6, seed: 11, drift: -0.0006 }],
    ['few bars', { bars: 45, trades: 1 }],
  ])('with %s no number that is none shows', (_name, options) => {
    const words = page(options).replace(/<script.*?<\/script>/gs, '')
    expect(words.match(/NaN|Infinity|undefined|\[object/g)).toBeNull()
  })
})

/** The same run with an equity curve of many more rows. */
function long(result: RunResult, length: number): RunResult {
  const time = Float64Array.from({ length }, (_, i) => (result.equity.time[0] as number) + i * 60_000)
  const equity = Float64Array.from({ length }, (_, i) => 100_000 + 20_000 * Math.sin(i / 1_000) + (i % 977))
  return { ...result, equity: { time, equity, cash: equity, grossExposure: equity } }
}
