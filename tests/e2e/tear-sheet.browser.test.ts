// The tear sheet in a real browser with the network off: nothing is asked for, nothing complains, every chart is drawn, in every look and for odd runs.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFixture } from '../fixtures/run-result.js'
import { looks, noBrowser, type PageRun, type Pages, tearSheetPages } from '../fixtures/tear-sheet-pages.js'

const longName = 'a-strategy-with-an-unreasonably-long-name-that-goes-on-and-on-and-on-for-ever-and-ever'
const single = runFixture({ trades: 1, seed: 3 })

const runs = {
  spx: runFixture(),
  silent: runFixture({ trades: 0, denials: 12 }),
  many: runFixture({ instruments: 30, trades: 20, denials: 400, strategy: longName, seed: 5 }),
  alone: { ...single, benchmark: null },
  ruin: runFixture({ leverage: 9, trades: 6, seed: 11, drift: -0.0006 }),
  brief: runFixture({ bars: 100, trades: 5 }),
  oneBar: oneBar(),
} satisfies Record<string, PageRun>

type RunName = keyof typeof runs

/** A run of a single daily bar that did nothing. */
function oneBar(): PageRun {
  const { result, series } = runFixture({ bars: 60, trades: 0 })
  const first = (column: Float64Array): Float64Array => column.subarray(0, 1)
  const { time, equity, cash, grossExposure } = result.equity
  const [one] = series as [PageRun['series'][number]]
  const { openTime, closeTime, open, high, low, close, volume } = one.columns
  const columns = {
    ...{ openTime: first(openTime), closeTime: first(closeTime), open: first(open) },
    ...{ high: first(high), low: first(low), close: first(close), volume: first(volume), length: 1 },
  }
  return {
    result: {
      ...result,
      equity: { time: first(time), equity: first(equity), cash: first(cash), grossExposure: first(grossExposure) },
      sessions: { ...result.sessions, date: result.sessions.date.slice(0, 1), time: first(time), equity: first(equity) },
    },
    series: [{ ...one, columns }],
    benchmark: null,
  }
}

const always = ['equity', 'drawdown', 'range', 'exposure', 'price']
const rolling = ['rollingSharpe', 'rollingVolatility', 'rollingBeta']
const points = ['tradeDuration', 'tradeMae', 'tradeMfe']
const spread = ['distribution', 'distribution']

const drawn: Record<RunName, readonly string[]> = {
  spx: [...always, ...rolling, ...points, ...spread],
  silent: [...always, ...rolling, 'denials'],
  many: [...always, ...rolling, ...points, ...spread, 'denials'],
  alone: [...always, 'rollingSharpe', 'rollingVolatility', ...points, ...spread],
  ruin: [...always, ...points],
  brief: [...always, ...rolling, ...points, ...spread],
  oneBar: always,
}

describe.skipIf(noBrowser)('the tear sheet in Chromium, offline', () => {
  let pages: Pages<RunName>
  beforeAll(async () => {
    pages = await tearSheetPages(runs)
  })
  afterAll(() => pages?.close())

  test.each(Object.keys(runs) as RunName[])(
    '%s: every chart has drawn its data, no number is none, and nothing complains',
    async (name) => {
      const { page, faults } = await pages.open(name)
      const charts = await page.$$eval('figure[data-chart]', (figures) =>
        figures.map((figure) => ({
          name: (figure as HTMLElement).dataset.chart as string,
          marks: Math.max(
            ...[...figure.querySelectorAll('.mark-line path, .mark-area path')].map((path) => path.getAttribute('d')?.length ?? 0),
            ...[...figure.querySelectorAll('.mark-symbol path, .mark-rect path')].map(() => 1_000),
          ),
          label: figure.querySelector('.plot')?.getAttribute('aria-label') ?? '',
          broken: figure.querySelector('.plot')?.innerHTML.includes('NaN') ?? true,
        })),
      )
      expect(charts.map((chart) => chart.name).sort()).toEqual([...drawn[name]].sort())
      const flat = name === 'oneBar' || name === 'silent'
      for (const { name: chart, marks } of charts) if (!flat) expect(marks, `the marks of ${chart}`).toBeGreaterThan(100)
      for (const { name: chart, broken, label } of charts) expect([chart, broken, label === '']).toEqual([chart, false, false])
      expect(await page.evaluate(() => document.body.innerText.match(/NaN|Infinity|undefined|\[object/))).toBeNull()
      expect(faults).toEqual([])
      await page.context().close()
    },
  )

  test.each([
    ['spx', 'desktop'],
    ['spx', 'phone'],
    ['many', 'phone'],
  ] as const)('%s on a %s: nothing but tables is wider than the screen', async (name, look) => {
    const { page, faults } = await pages.open(name, looks[look])
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(content).toBeLessThanOrEqual(screen as number)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('the colours follow the system, then the reader, who is forgotten with the page; print is light', async () => {
    const { page } = await pages.open('spx', looks.dark)
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await paper()).toBe('rgb(20, 24, 30)')
    await page.click('button.theme')
    expect(await paper()).toBe('rgb(253, 253, 251)')
    await page.click('button.theme')
    expect(await paper()).toBe('rgb(20, 24, 30)')
    await page.emulateMedia({ media: 'print' })
    expect(await paper()).toBe('rgb(253, 253, 251)')
    await page.emulateMedia({ media: 'screen' })
    await page.click('button.theme')
    expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['', 0, 0])
    await page.reload()
    await page.waitForSelector('html[data-drawn]', { state: 'attached' })
    expect(await paper()).toBe('rgb(20, 24, 30)')
    await page.context().close()
  })

  test('on paper every section and fold stands open, without controls, and the trades as a static table', async () => {
    const { page, faults } = await pages.open('spx')
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    for (const gone of ['.toolbar', 'figure.range', '.browser', 'button.theme', '.segments', 'button.show'])
      expect(await page.isVisible(gone), gone).toBe(false)
    for (const there of [
      '#months-strategy',
      '#months-benchmark',
      '#months-difference',
      '#trades .printed',
      '#definitions table',
      '#provenance pre',
    ])
      expect(await page.isVisible(there), there).toBe(true)
    expect(await page.locator('#trades .printed tbody tr').count()).toBe(60)
    expect(await page.locator('section h2:visible').count()).toBe(await page.locator('section h2').count())
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await page.locator('details[open]').count()).toBe(0)
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(6)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('without a script the tables stand, and no empty frame or dead button', async () => {
    const { page } = await pages.open('spx', { ...looks.desktop, javaScriptEnabled: false })
    for (const there of ['#headline .figures', '#months-benchmark', '#drawdowns table', '#trades .printed', 'noscript'])
      expect(await page.isVisible(there), there).toBe(true)
    for (const gone of ['figure', '.browser', '.toolbar', '.segments', 'button.show', 'button.theme'])
      expect(await page.isVisible(gone), gone).toBe(false)
    expect(await page.getAttribute('.figures div:nth-child(3)', 'title')).toMatch(/^Sharpe ratio\n.*ddof 1.*\nby session.*\nsource: /)
    await page.context().close()
  })
})
