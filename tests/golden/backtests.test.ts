import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shared, whenPresent } from '../fixtures/shared.js'
import { compareBacktestStats } from './backtest-stats.js'
import { compareBacktests } from './backtests.js'
import { ruleOf } from './rules.js'

const here = fileURLToPath(new URL('.', import.meta.url))

describe('the engine against three other engines', () => {
  it('every trade and every equity value of the committed backtests is met, by a policy that has a name', () => {
    const rows = compareBacktests(here, join(here, 'data'))
    expect(rows.filter((row) => row.outcome !== 'equal')).toEqual([])
    expect(rows.filter(({ policies }) => !policies)).toEqual([])
    expect(rows.length).toBe(80)
  })

  it('the stats block of every committed backtest is met', () => {
    const rows = compareBacktestStats(here, join(here, 'data'))
    expect(rows.filter((row) => row.outcome !== 'equal')).toEqual([])
    expect(rows.length).toBe(22)
  })

  it('the committed backtests hold every rule with and without commission, and every policy that an engine needs', () => {
    const ids = readdirSync(join(here, 'backtests')).map((file) => file.replace(/^mixed__|\.json$/g, ''))
    const plain = ids.filter((id) => !id.endsWith('_c'))
    expect(new Set(ids)).toEqual(new Set(plain.flatMap((id) => [id, `${id}_c`])))
    expect(new Set(plain.map((id) => ruleOf(id, 'exact')?.name)).size).toBe(9)
    const policies = new Set(compareBacktests(here, join(here, 'data')).flatMap((row) => row.policies?.split(', ') ?? []))
    expect(policies).toEqual(
      new Set([
        'childActivation next-bar',
        'childActivation same-bar',
        'intrabar stop-first',
        'firstDecision one-bar-later',
        'trailAnchor close',
        'trailAnchor high',
        'averages summed as pandas does',
      ]),
    )
  })

  whenPresent(join(shared, 'golden/backtests'))('every shared backtest is met but the one with a bug of its own', () => {
    const rows = compareBacktests(join(shared, 'golden'), join(shared, 'data'))
    expect(rows.filter((row) => row.outcome === 'mismatch')).toEqual([])
    const notOurs = rows.filter((row) => row.outcome === 'not ours')
    expect(notOurs.map(({ file, item }) => `${file} ${item}`)).toEqual(['spy_d__short_stop_5.json backtrader'])
    expect(rows.length - notOurs.length).toBeGreaterThan(0)
  })
})

describe('a comparison of backtests', () => {
  interface Editable {
    data: { file: string; sha256: string }
    engines: Record<
      string,
      { trades: { entry_bar: number; exit_price: number; qty: number; net_pnl: number }[]; equity: number[]; final_equity: number }
    >
  }

  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'golden-'))
    mkdirSync(join(folder, 'backtests'))
    cpSync(join(here, 'data'), join(folder, 'data'), { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** The committed crossing averages with the plain loop alone, and something about it changed. */
  function compareChanged(change: (golden: Editable) => void) {
    const golden = JSON.parse(readFileSync(join(here, 'backtests/mixed__sma_3_6.json'), 'utf8')) as Editable
    golden.engines = { spec: golden.engines.spec! }
    change(golden)
    writeFileSync(join(folder, 'backtests/changed.json'), JSON.stringify(golden))
    return compareBacktests(folder, join(folder, 'data'))
  }

  /** One number of the plain loop replaced by another. */
  const replaced =
    <Name extends 'entry_bar' | 'exit_price' | 'qty' | 'net_pnl'>(name: Name, change: (value: number) => number) =>
    ({ engines }: Editable) => {
      const trade = engines.spec!.trades[3]!
      trade[name] = change(trade[name])
    }
  const equityMoved =
    (by: number, bar = 200) =>
    ({ engines }: Editable) => {
      engines.spec!.equity[bar]! += by
    }

  it('meets the plain loop as it is', () => {
    expect(compareChanged(() => {})).toMatchObject([{ file: 'changed.json', item: 'spec', outcome: 'equal', note: '' }])
  })

  it.each([
    ['an entry one bar later', replaced('entry_bar', (bar) => bar + 1)],
    ['a price a part in 1e8 off', replaced('exit_price', (price) => price * (1 + 1e-8))],
    ['another quantity', replaced('qty', (lots) => lots + 1)],
    ['another result', replaced('net_pnl', (pnl) => pnl + 0.001)],
  ])('reports %s, and which trade it is', (_, change) => {
    expect(compareChanged(change)).toMatchObject([{ outcome: 'mismatch', note: expect.stringMatching(/^trade 4: ours .+, theirs /) }])
  })

  it('reports a trade that is missing on either side', () => {
    expect(compareChanged(({ engines }) => void engines.spec!.trades.pop())[0]!.note).toMatch(/^37 round trips, theirs 36/)
    const doubled = compareChanged(({ engines: { spec } }) => void spec!.trades.push(spec!.trades[0]!))
    expect(doubled[0]!.note).toMatch(/^37 round trips, theirs 38/)
  })

  it('reports equity that is off by more than the rounding of postings, at any bar', () => {
    expect(compareChanged(equityMoved(2e-4))).toMatchObject([{ outcome: 'mismatch' }])
    expect(compareChanged(equityMoved(2e-4, 0))).toMatchObject([{ outcome: 'mismatch' }])
    expect(compareChanged(equityMoved(5e-5))).toMatchObject([{ outcome: 'equal' }])
  })

  it('reports bars that are missing or of another content', () => {
    const missing = compareChanged((golden) => {
      golden.data.file = 'data/nowhere.csv'
    })
    expect(missing).toMatchObject([{ outcome: 'mismatch', note: 'the data file is missing' }])
    const other = compareChanged((golden) => {
      golden.data.sha256 = '00'
    })
    expect(other).toMatchObject([{ outcome: 'mismatch', note: expect.stringContaining('sha256') }])
  })
})
