// The tear sheet in a real browser with the network off: nothing is asked for, nothing complains, every chart is drawn, and what can be clicked works.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computeMetrics } from '../../src/metrics/compute.js'
import { metricsInputOf } from '../../src/metrics/run-input.js'
import { tearSheet } from '../../src/report/tear-sheet/tear-sheet.js'
import { chromiumPath, mayLeaveOut, startChromium } from '../fixtures/chromium.js'
import { type FixtureOptions, runFixture } from '../fixtures/run-result.js'
import { compiledAssets } from '../fixtures/tear-sheet-assets.js'

const absent = chromiumPath === undefined && mayLeaveOut
if (absent) console.warn('no Chromium found: the browser tests are left out (set BENCH_CHROMIUM to its path)')

const runs = {
  spx: {},
  silent: { trades: 0, denials: 12 },
  rotation: { instruments: 20, trades: 40, strategy: 'momentum-rotation', seed: 5 },
  single: { trades: 1, seed: 3 },
  ruin: { leverage: 9, trades: 6, seed: 11, drift: -0.0006 },
  brief: { bars: 100, trades: 5 },
} satisfies Record<string, FixtureOptions>

type RunName = keyof typeof runs

const desktop = { viewport: { width: 1200, height: 900 } }
const looks: Record<string, BrowserContextOptions> = {
  desktop,
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  dark: { ...desktop, colorScheme: 'dark' },
}

describe.skipIf(absent)('the tear sheet in Chromium, offline', () => {
  let browser: Browser
  let directory: string

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tear-sheet-'))
    const assets = await compiledAssets()
    for (const [name, options] of Object.entries(runs)) {
      const { result, series, benchmark } = runFixture(options)
      const metrics = computeMetrics(metricsInputOf(result))
      const page = tearSheet({ runId: name, result, metrics, metricsMode: 'default', series, benchmark, riskFreeAnnual: 0 }, assets)
      await writeFile(join(directory, `${name}.html`), page)
    }
    browser = await startChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await rm(directory, { recursive: true, force: true })
  })

  /** Opens the page, waits until it says that it is drawn, and collects what went wrong and what it asked for. */
  async function open(name: RunName, look: BrowserContextOptions = desktop): Promise<{ page: Page; faults: string[] }> {
    const context = await browser.newContext({ ...look, offline: true })
    const faults: string[] = []
    const address = pathToFileURL(join(directory, `${name}.html`)).href
    await context.route(
      (url) => url.href !== address && url.protocol !== 'data:',
      (route) => {
        faults.push(`asked for ${route.request().url()}`)
        return route.abort()
      },
    )
    const page = await context.newPage()
    page.on('console', (message) => faults.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(address)
    await page.waitForSelector('html[data-drawn]', { timeout: 15_000, state: 'attached' })
    return { page, faults }
  }

  test.each(Object.keys(runs) as RunName[])('%s: every chart has drawn its data, and nothing complains', async (name) => {
    const { page, faults } = await open(name)
    const charts = await page.$$eval('figure[data-chart]', (figures) =>
      figures.map((figure) => ({
        name: (figure as HTMLElement).dataset.chart,
        curve: Math.max(
          ...[...figure.querySelectorAll('.mark-line path, .mark-area path')].map((path) => path.getAttribute('d')?.length ?? 0),
        ),
        label: figure.querySelector('.plot')?.getAttribute('aria-label') ?? '',
      })),
    )
    const expected = ['equity', 'drawdown', 'range', 'rollingSharpe', 'price']
    const rolling = name !== 'ruin' && name !== 'brief'
    expect(charts.map((chart) => chart.name)).toEqual(expected.filter((chart) => rolling || chart !== 'rollingSharpe'))
    for (const chart of charts) {
      if (name === 'silent' && chart.name === 'rollingSharpe') continue
      expect(chart.curve, `the curve of ${chart.name}`).toBeGreaterThan(500)
    }
    for (const chart of charts) expect(chart.label).not.toBe('')
    expect(faults).toEqual([])
    await page.context().close()
  })

  test.each(Object.entries(looks))('on a %s nothing but tables is wider than the screen', async (_look, options) => {
    const { page, faults } = await open('spx', options)
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(content).toBeLessThanOrEqual(screen as number)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('dark and print have colours of their own, without drawing again', async () => {
    const { page } = await open('spx', looks.dark)
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await paper()).toBe('rgb(20, 24, 30)')
    await page.emulateMedia({ media: 'print' })
    expect(await paper()).toBe('rgb(253, 253, 251)')
    expect(await page.isVisible('figure.range')).toBe(false)
    await page.context().close()
  })

  test('every fill of the run is marked on the price', async () => {
    const { page } = await open('spx')
    expect(await page.locator('figure.price .mark-symbol path').count()).toBe(200)
    await page.context().close()
  })

  test('a period shows in all charts, a drag on the strip chooses one, a click on it shows all', async () => {
    const { page, faults } = await open('spx')
    const marks = page.locator('figure.price .mark-symbol path')
    await page.click('[data-years="1"]')
    await expect.poll(() => marks.count()).toBeLessThan(20)
    await page.locator('figure.range .plot').scrollIntoViewIfNeeded()
    const box = (await page.locator('figure.range svg').boundingBox()) as { x: number; y: number }
    await page.mouse.move(box.x + 200, box.y + 15)
    await page.mouse.down()
    await page.mouse.move(box.x + 700, box.y + 15, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => marks.count()).toBeGreaterThan(60)
    expect(await marks.count()).toBeLessThan(150)
    await page.mouse.click(box.x + 300, box.y + 15)
    await expect.poll(() => marks.count()).toBe(200)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('pointing reads out the figures at that time in every chart', async () => {
    const { page } = await open('spx')
    await page.locator('figure.equity .plot').scrollIntoViewIfNeeded()
    await page.hover('figure.equity .plot', { position: { x: 600, y: 100 } })
    await expect.poll(() => page.textContent('figure.equity .readout')).toMatch(/^\d{4}-\d\d-\d\d {2}strategy [\d,]+ {2}benchmark [\d,]+$/)
    const date = (await page.textContent('figure.equity .readout'))?.slice(0, 10)
    expect(await page.textContent('figure.drawdown .readout')).toMatch(new RegExp(`^${date} {2}(−?\\d+\\.\\d)`))
    expect(await page.textContent('figure.price .readout')).toContain(`${date}  close `)
    await page.context().close()
  })

  test('the logarithmic axis and another instrument can be chosen', async () => {
    const { page, faults } = await open('rotation')
    const axis = (): Promise<string> => page.locator('figure.equity svg').innerHTML()
    const linear = await axis()
    await page.check('#log-scale')
    await expect.poll(axis).not.toBe(linear)
    await page.selectOption('#instrument', { index: 7 })
    await expect.poll(() => page.textContent('figure.price .title')).not.toBe('SYN01')
    expect(await page.locator('figure.price .mark-symbol path').count()).toBe(80)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('the trades sort by a click on a head, and back by another', async () => {
    const { page } = await open('spx')
    const results = (): Promise<number[]> =>
      page.$$eval('#trades tbody tr', (rows) => rows.map((row) => Number((row as HTMLTableRowElement).cells[8]?.dataset.key)))
    const sorted = [...(await results())].sort((a, b) => b - a)
    await page.click('#trades th:has-text("Result") button')
    expect(await results()).toEqual(sorted)
    await page.click('#trades th:has-text("Result") button')
    expect(await results()).toEqual(sorted.reverse())
    await page.context().close()
  })
})
