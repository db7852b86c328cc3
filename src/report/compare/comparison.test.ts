import colors from 'picocolors'
import { describe, expect, test } from 'vitest'
import { storedRun } from '../../../tests/fixtures/stored-run.js'
import { waveSeries } from '../../../tests/fixtures/traded-run.js'
import type { DecisionRecord } from '../../model/decision.js'
import { compareRuns } from './comparison.js'
import { countKinds, decisionStrip } from './decision-strip.js'
import { comparisonPage } from './page.js'
import { comparisonText, type SetTable } from './text.js'

const a = storedRun('a')
const cycle = storedRun('b', { params: { cycle: 21 } })
const costly = storedRun('c', { config: { fees: { perShare: 0.05 }, sizing: { lots: 1 } } })
const slipping = storedRun('d', { config: { slippage: { bps: 50 } } })

const plain = colors.createColors(false)
const set: SetTable = (head, rows) => [head, ...rows].map((row) => row.join(' | ')).join('\n')

describe('the same run twice', () => {
  const comparison = compareRuns([a, storedRun('a again')])

  test('is identical, by its hashes', () => {
    expect(comparison).toMatchObject({ identical: true, settings: [], partings: [{ kind: 'none' }] })
    expect(comparisonText(comparison, set, plain)).toMatch(/Identical: the same decision [0-9a-f]{12}, execution/)
  })
})

describe('the same hashes are not the same run', () => {
  const altered = storedRun('b', {}, {}, { altered: ['fills.parquet'] })

  test('where somebody changed a file, which is said', () => {
    const comparison = compareRuns([a, altered])
    expect(comparison.identical).toBe(false)
    const fault = "b: fills.parquet is not what the run's hash is over: it was changed after the run."
    expect(comparison.caveats).toEqual([fault])
    expect(comparisonText(comparison, set, plain)).toContain(`note: ${fault}`)
    expect(comparisonPage(comparison, [a, altered], '')).toContain('fills.parquet is not what')
  })

  test('where a fill differs all the same', () => {
    const fills = a.result.fills.map((fill, index) => (index === 2 ? { ...fill, fee: 9 } : fill))
    expect(compareRuns([a, storedRun('b', {}, { fills })]).identical).toBe(false)
  })

  test('and the same run by other figures is told with those that differ', () => {
    const metrics = { ...a.metrics, sharpe: { value: 9 } }
    const disagreements = [{ metric: 'sharpe', stored: 1, computed: 9 }] as const
    const text = comparisonText(compareRuns([a, storedRun('b', {}, {}, { metrics, metricsMode: 'quantstats', disagreements })]), set, plain)
    for (const part of [
      'Identical: ',
      'sharpe was written as 1',
      'metrics | default | quantstats',
      'Their metrics follow',
      'Sharpe ratio |',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('Sortino')
  })
})

describe('runs with another parameter', () => {
  const comparison = compareRuns([a, cycle])

  test('have that parameter as the only setting that differs', () => {
    expect(comparison.settings).toEqual([{ group: 'parameter', name: 'cycle', values: ['20', '21'] }])
  })

  test('part at the first decision that differs, and say why', () => {
    const [parting] = comparison.partings
    if (parting?.kind !== 'decision') throw new Error('they decide differently')
    const [ours, theirs] = [a.result.decisions ?? [], cycle.result.decisions ?? []]
    expect(parting.decisions).toEqual([ours[parting.agree], theirs[parting.agree]])
    expect(parting.agree).toBeGreaterThan(3)
    expect(parting.why).toMatch(/only the (first|second) run gives a signal at 2024-/)
    expect(comparisonText(comparison, set, plain)).toContain('What can have caused it: cycle 20 → 21.')
  })

  test('mark the better figure by the contract of the metric', () => {
    const drawdown = comparison.metrics.find(({ id }) => id === 'maxDrawdown')
    const shallower = (drawdown?.values[0] ?? 0) > (drawdown?.values[1] ?? 0) ? 0 : 1
    expect(drawdown?.best).toBe(shallower)
    expect(drawdown?.differences[0]).toBe(0)
  })

  test('have a strip of their decisions that counts each once', () => {
    const marks = decisionStrip(a.result.decisions ?? [], cycle.result.decisions ?? [])
    const counts = countKinds(marks)
    expect(counts.same + counts.differs + counts['only-first']).toBe(a.result.decisions?.length)
    expect(counts.same + counts.differs + counts['only-second']).toBe(cycle.result.decisions?.length)
    expect(counts['only-first']).toBeGreaterThan(0)
  })
})

test('runs with another size part where the same signal is sized otherwise', () => {
  const [parting] = compareRuns([a, storedRun('e', { config: { cash: 90_000 } })]).partings
  expect(parting).toMatchObject({ kind: 'decision', agree: 0, why: 'the same signal is sized, priced or timed differently' })
  if (parting?.kind !== 'decision') return
  expect(parting.inputs.map(({ field }) => field)).toContain('account.equity')
})

test('runs that decide alike part at the first fill', () => {
  const first = storedRun('x', { config: { fees: 'none' } })
  const { fills } = first.result
  const other = storedRun(
    'y',
    { config: { fees: 'none' } },
    { fills: fills.map((fill, index) => (index === 4 ? { ...fill, fee: 1 } : fill)) },
  )
  expect(compareRuns([first, other]).partings).toMatchObject([{ kind: 'fill', agree: 4, why: 'fees differ' }])
})

test('runs without decisions are compared by their fills, and nobody claims that they decide alike', () => {
  const bare = storedRun('bare', {}, { decisions: null })
  expect(compareRuns([a, bare]).partings).toMatchObject([{ kind: 'unknown' }])
  const comparison = compareRuns([bare, slipping])
  expect(comparison.partings).toMatchObject([{ kind: 'fill', decisionsKnown: false }])
  for (const told of [comparisonText(comparison, set, plain), comparisonPage(comparison, [bare, slipping], '')]) {
    expect(told).toContain('Nobody can tell whether they decide alike')
    expect(told).not.toContain('All decisions agree')
  }
})

describe('why runs part', () => {
  const decisions = a.result.decisions ?? []
  const [strategy] = a.result.strategies
  const at = decisions.findIndex(({ intent }) => intent !== null)
  const renamed = decisions.map((one) => ({ ...one, strategy: 'other', intent: one.intent && { ...one.intent, strategy: 'other' } }))
  const changed = (list: readonly DecisionRecord[], change: Partial<DecisionRecord>): DecisionRecord[] =>
    list.map((one, index) => (index === at ? { ...one, ...change } : one))

  test('is told of what differs, and not of the names of their strategies', () => {
    const strategies = [{ ...strategy!, name: 'other' }]
    const other = storedRun('b', {}, { strategies, decisions: changed(renamed, { verdict: 'BUYING_POWER' }) })
    expect(compareRuns([a, other]).partings).toMatchObject([
      { agree: at, fields: [{ field: 'verdict' }], why: 'the same intent is denied in the second run only' },
    ])
  })

  test('is not told of the tag and reason of an intent, which no hash is over', () => {
    const { intent } = decisions[at]!
    const other = storedRun('b', {}, { decisions: changed(decisions, { intent: { ...intent!, reason: 'said otherwise', tag: 'x' } }) })
    expect(compareRuns([a, other]).partings).toEqual([{ kind: 'none' }])
  })

  test('is another strategy, where several run', () => {
    const strategies = [strategy!, { ...strategy!, name: 'other' }]
    const two = storedRun('a', {}, { strategies })
    const others = decisions.map((one, index) => (index === at ? (renamed[at] as DecisionRecord) : one))
    expect(compareRuns([two, storedRun('b', {}, { strategies, decisions: others })]).partings).toMatchObject([
      { kind: 'decision', agree: at, why: 'different strategies decide first' },
    ])
    const fills = a.result.fills.map((fill, index) => (index === 3 ? { ...fill, strategy: 'other' } : fill))
    expect(compareRuns([two, storedRun('b', {}, { strategies, fills })]).partings).toMatchObject([
      { kind: 'fill', agree: 3, decisionsKnown: true, why: 'different strategies fill first' },
    ])
  })
})

test('runs with nothing in common are compared all the same, and say so', () => {
  const other = storedRun('other', { series: [waveSeries(200, 'OTHER')] })
  expect(compareRuns([a, other]).caveats).toEqual(['They have no instrument in common.', 'Their periods differ, and so do totals.'])
})

describe('the page', () => {
  const runs = [a, cycle, costly]
  const page = comparisonPage(compareRuns(runs), runs, 'body{}')

  test('stands alone: nothing is loaded, and nothing in it ends a script', () => {
    expect(/(src|href)="(https?:|\/)/.test(page)).toBe(false)
    expect(page.match(/<script/g)).toHaveLength(2)
    expect(page.includes('default-src &#39;none&#39;')).toBe(true)
  })

  test('has a line a run in both charts, and a section for each run that is held against the first', () => {
    expect(page.match(/<path d="M/g)).toHaveLength(2 * runs.length)
    for (const part of ['id="parting-1"', 'id="parting-2"', 'id="monthly-2"', 'B − A', 'C − A'])
      expect(page.includes(part), part).toBe(true)
  })

  test('has the years of either run in its months', () => {
    const { result } = a
    const earlier = storedRun(
      'early',
      {},
      { sessions: { ...result.sessions, date: result.sessions.date.map((day) => day.replace('2024', '1999')) } },
    )
    const years = (first: typeof a, second: typeof a) =>
      comparisonPage(compareRuns([first, second]), [first, second], '')
        .split('id="monthly-1"')[1]
        ?.match(/(?<=<td[^>]*>)\d{4}(?=<)/g)
    expect(years(earlier, a)).toEqual(years(a, earlier))
    expect(years(earlier, a)).toContain('1999')
  })

  test('escapes what a strategy says', () => {
    const decisions = (a.result.decisions ?? []).map((one) => ({ ...one, signal: { ...one.signal, reason: '<b>loud</b>' } }))
    const loud = storedRun('loud', {}, { decisions })
    expect(comparisonPage(compareRuns([a, loud]), [a, loud], '').includes('<b>loud')).toBe(false)
  })
})
