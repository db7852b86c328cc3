import { expect, test } from 'vitest'
import { failedRun, failedVerdict, judgedExample, judgedRun, passedVerdict } from '../../../tests/fixtures/verdict.js'
import { verdictOf } from '../verdict/verdict-of.js'
import { figureMeanings } from './meanings.js'
import { verdictPage } from './verdict-page.js'

const assets = { script: '', style: '' }

/** The cells of a row of the matrix, as they are told apart. */
function matrixRow(page: string, name: string): readonly string[] {
  const row = page.split('<tr>').find((text) => text.startsWith(`<th scope="row">${name}<br>`)) ?? ''
  return [...row.matchAll(/<td(?: class="cell ([^"]*)"[^>]*)?>([^<]*)<\/td>/g)].map(([, tones = '', text = '']) => `${tones}: ${text}`)
}

test('the matrix has who was first, at what share of the seeds, and who stood behind', () => {
  const page = verdictPage(passedVerdict(), assets)
  expect(matrixRow(page, 'infinium-2010')).toEqual(['named first: 50\u202f%', 'named first: 50\u202f%', 'later: also'])
  expect(page).toContain(
    'title="MESSAGE_RATE in infinium-2010\nhas to catch it, it or another that is named\ncaught it first at 2 of 4 seeds\ncaught it after another at 0"',
  )
})

test('a required cell that was never hit stands out and is told among what failed', () => {
  const page = verdictPage(verdictOf([1, 3].map((seed) => judgedRun({ seed, named: ['DUPLICATE_ORDER', 'DRAWDOWN'] }))), assets)
  expect(matrixRow(page, 'infinium-2010')).toContain('named missed: never')
  expect(page).toContain('<code>DRAWDOWN</code> never caught infinium-2010 first, at any seed.')
  expect(page).toContain('<dd class="bad">1 of 2</dd>')
  expect(page).toContain('<h1 class="failed">Failed</h1>')
})

test('every failure has its command, every scenario its row, and a run that failed is shown', () => {
  const page = verdictPage(failedVerdict(), assets)
  expect(page).toContain('<td>damage: 900.00, at most 500.00</td><td><code class="command">bench chaos replay infinium-2010@9</code></td>')
  expect(page).toContain('<option value="example-0">infinium-2010, seed 9, failed</option>')
  for (const id of ['failures', 'matrix', 'spreads', 'ablation', 'examples', 'scenarios', 'others', 'provenance']) {
    expect(page).toContain(`<section id="${id}"`)
  }
})

test('what passed has no section of failures, and says what rate that bounds', () => {
  const page = verdictPage(passedVerdict(1_000), assets)
  expect(page).not.toContain('id="failures"')
  expect(page).toContain('<dt>Failure rate under</dt><dd>0.30\u202f%</dd>')
  expect(verdictPage(passedVerdict(), assets)).not.toContain('Failure rate')
})

test('damage with the controls stands beside damage without, in budgets', () => {
  const page = verdictPage(passedVerdict(), assets)
  expect(page).toContain('aria-label="infinium-2010: with all controls, median 0.20, middle half 0.14 to 0.26, all 0.08 to 0.32, 4 runs"')
  expect(page).toContain('aria-label="infinium-2010: without, median 18.01, middle half 18.00 to 18.01, all 18.00 to 18.01, 4 runs"')
})

test('what broke without the control stands apart from what broke with all of them', () => {
  const runs = [1, 2].map((seed) => judgedRun({ seed, named: [], unguardedBroke: seed === 1 ? ['damage', 'I16'] : ['I16'] }))
  const page = verdictPage(verdictOf(runs), assets)
  expect(page).toMatch(/<td>–<\/td><td[^>]*>9,002<\/td><td[^>]*>9,001<\/td><td>damage in 1 run, I16 in 2 runs<\/td><\/tr>/)
})

test('a figure is said to be the same in every section that has it', () => {
  const page = verdictPage(passedVerdict(), assets)
  const meansOf = (name: string) =>
    [...page.matchAll(/title="([^"]*)"/g)].flatMap(([, title = '']) => (title.startsWith(`${name}\n`) ? [title] : []))
  for (const name of ['Slowest to recover', 'Time to recover', 'Recover, median']) {
    expect(meansOf(name), name).toEqual([expect.stringContaining(`\n${figureMeanings.recover[0]}`)])
  }
  for (const name of ['Most of a budget', 'Damage, median', 'worst', 'Damage in budgets']) {
    expect(meansOf(name), name).toContainEqual(expect.stringContaining(figureMeanings.damage.join('\n')))
  }
})

test('an example has both lines, its marks where they happened, and its timeline', () => {
  const page = verdictPage(verdictOf([judgedRun({ example: judgedExample() })]), assets)
  expect(page.match(/<path class="(?:twin|chaos)" d="M0 /g)).toHaveLength(2)
  expect(page).toContain('<i class="mark onset" style="left:50.8%"')
  expect(page).toMatch(
    /<td>2024-01-02 15:00:01<\/td><td class="number">1 s<\/td><td><span class="what catch">caught<\/span><\/td><td>DUPLICATE_ORDER of runaway-1<\/td>/,
  )
})

test('an example of a scenario tells its story', () => {
  const example = { ...judgedExample()!, story: 'A program that had been retired <i>woke up</i>.' }
  const page = verdictPage(verdictOf([judgedRun({ example })]), assets)
  expect(page).toContain('<p>A program that had been retired &lt;i&gt;woke up&lt;/i&gt;.</p>')
})

test('a run that never began has its twin alone', () => {
  const example = { twin: judgedExample()!.twin, chaos: { time: [], equity: [] }, moments: [] }
  const page = verdictPage(verdictOf([judgedRun({ example })]), assets)
  expect(page).toContain('<path class="chaos" d=""/>')
  expect(page).not.toMatch(/NaN|Infinity|undefined/)
})

test('nothing is loaded, nothing that wants to be markup is, and no figure is none', () => {
  const page = verdictPage(failedVerdict(), assets)
  expect(page).not.toContain('<script>alert')
  expect(page).not.toContain('<b>bold')
  expect(page).not.toMatch(/https?:|NaN|Infinity|undefined|\[object/)
})

test('a schedule of your own is called one, and its runs that failed alike are one row', () => {
  const runs = [1, 2].map((seed) => failedRun({ seed, kind: 'schedule', name: 'storm.yaml' }))
  const page = verdictPage(verdictOf(runs), assets)
  expect(page).toContain('>Schedules</h2>')
  expect(page).toContain('>schedule: storm.yaml</th>')
  expect(page).toMatch(/<td class="number"[^>]*>1–2<\/td>/)
  expect(page).not.toMatch(/corpus/i)
})

test('seeds are those at which all was judged, not those of the cases of a corpus', () => {
  const kept = judgedRun({ seed: 67, kind: 'corpus', name: 'kept' })
  expect(verdictPage(verdictOf([judgedRun(), kept]), assets)).toContain('<dt>Seeds</dt><dd>1</dd>')
  expect(verdictPage(verdictOf([kept]), assets)).not.toContain('<dt>Seeds</dt>')
})

test('a verdict over nothing is a page', () => {
  expect(verdictPage(verdictOf([]), assets)).toContain('Nothing was judged.')
})

test('thousands of runs stay a page under three megabytes', () => {
  const runs = Array.from({ length: 40 }, (_, s) =>
    Array.from({ length: 200 }, (_, seed) => judgedRun({ name: `scenario-${s}`, seed, example: seed === 0 ? judgedExample() : null })),
  ).flat()
  expect(verdictPage(verdictOf(runs), assets).length).toBeLessThan(1_500_000)
})

test('a strategy that was tested has tiles of conditions, and none of scenarios, cells or ablations', () => {
  const runs = ['normal', 'chaos-reject'].map((name) =>
    judgedRun({ kind: 'tester', name, tested: ['mine.ts'], named: [], unguardedDamage: null }),
  )
  const page = verdictPage(verdictOf(runs), assets)
  expect(page).toContain('<dt>Conditions</dt><dd>2</dd>')
  for (const label of ['Scenarios', 'Required cells hit', 'Ablations']) expect(page).not.toContain(`<dt>${label}</dt>`)
  expect(page).not.toContain('Ablation: broke')
})
