// The page of a verdict in a real browser with the network off, in every look; and its JUnit read by the browser's XML parser.

import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verdictJunit } from '../../src/chaos/report/junit.js'
import { verdictPage } from '../../src/chaos/report/verdict-page.js'
import type { Verdict } from '../../src/chaos/verdict/verdict.js'
import { verdictOf } from '../../src/chaos/verdict/verdict-of.js'
import { compiledVerdictAssets } from '../fixtures/tear-sheet-assets.js'
import { eventually, looks, noBrowser, type Pages, pagesOf } from '../fixtures/tear-sheet-pages.js'
import { failedRun, failedVerdict, judgedExample, judgedRun, passedVerdict } from '../fixtures/verdict.js'

const verdicts = {
  passed: passedVerdict(),
  failed: failedVerdict(),
  many: manyScenarios(),
  tested: testedVerdict(),
  empty: verdictOf([]),
} satisfies Record<string, Verdict>

type VerdictName = keyof typeof verdicts

const tablet = { viewport: { width: 800, height: 900 } }

/** As many scenarios and controls as a suite may come to, with names that are too long. */
function manyScenarios(): Verdict {
  const controls = [
    'MESSAGE_RATE',
    'DRAWDOWN',
    'VAR',
    'PRICE_JUMP',
    'NOT_FINITE',
    'SELF_MATCH',
    'CORRELATION_BREAK',
    'EQUITY_UNKNOWN',
  ] as const
  return verdictOf(
    Array.from({ length: 30 }, (_, place) => {
      const by = controls[place % controls.length] as (typeof controls)[number]
      const detectMs = 10 ** (place % 9)
      const catches = [{ by, time: Date.UTC(2024, 0, 2), strategy: null }]
      const name = `an-incident-with-an-unreasonably-long-name-${place}`
      return judgedRun({ name, named: [by], backups: controls, catches, detectMs, damage: 40 * place - 300, example: judgedExample() })
    }),
  )
}

/** A failure that is replayed by a long command. */
function testedVerdict(): Verdict {
  const tested = [
    'strategies/my-strategy-of-moving-averages.ts',
    '--config',
    'backtests/mine.yaml',
    '--data',
    'bars/spy-1d.csv',
    '--param',
    'fast=5',
  ]
  return verdictOf([failedRun({ kind: 'tester', name: 'stressed-volatility', tested, named: [] })])
}

describe.skipIf(noBrowser)('the page of a verdict in Chromium, offline', () => {
  let pages: Pages<VerdictName>
  beforeAll(async () => {
    const assets = await compiledVerdictAssets()
    pages = await pagesOf(verdicts, (_, verdict) => verdictPage(verdict, assets))
  })
  afterAll(() => pages?.close())

  test.each(Object.keys(verdicts) as VerdictName[])('%s: nothing is asked for, nothing complains, no number is none', async (name) => {
    const { page, faults } = await pages.open(name)
    expect(await page.evaluate(() => document.body.innerText.match(/NaN|Infinity|undefined|\[object/))).toBeNull()
    expect(faults).toEqual([])
    await page.context().close()
  })

  test.each([
    ['failed', 'desktop'],
    ['failed', 'phone'],
    ['many', 'phone'],
  ] as const)('%s on a %s: nothing but tables is wider than the screen', async (name, look) => {
    const { page } = await pages.open(name, looks[look])
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(content).toBeLessThanOrEqual(screen as number)
    await page.context().close()
  })

  test.each([
    ['failed', 'desktop'],
    ['failed', 'dark'],
    ['failed', 'phone'],
    ['many', 'desktop'],
  ] as const)('axe finds no fault: %s, %s', async (name, look) => {
    const { page } = await pages.open(name, looks[look])
    await page.evaluate(axe.source)
    const found = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document)
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
    })
    expect(found).toEqual([])
    await page.context().close()
  })

  test('one run shows at a time, the one that is chosen; on paper all do', async () => {
    const { page } = await pages.open('passed')
    const shown = (): Promise<string[]> =>
      page.$$eval('.example', (blocks) => blocks.filter((one) => one.checkVisibility()).map(({ id }) => id))
    expect(await shown()).toEqual(['example-0'])
    await page.selectOption('#example', 'example-1')
    expect(await shown()).toEqual(['example-1'])
    await page.emulateMedia({ media: 'print' })
    expect(await shown()).toEqual(['example-0', 'example-1'])
    await page.context().close()
  })

  test('a cell of the matrix says more where it is pointed at', async () => {
    const { page } = await pages.open('passed')
    await page.locator('.matrix td.named').first().hover()
    expect(await page.locator('#meaning').innerText()).toMatch(/ in infinium-2010\nhas to catch it.*\ncaught it first at 2 of 4 seeds/)
    await page.context().close()
  })

  test.each([
    ['desktop', looks.desktop],
    ['tablet', tablet],
    ['phone', looks.phone],
  ] as const)('a table that is wider than its frame says so, and no other: %s', async (_, look) => {
    const { page } = await pages.open('many', look)
    const frames = await page.locator('.scroll:visible').evaluateAll((all) =>
      all.map((frame) => ({
        isWider: frame.scrollWidth > frame.clientWidth + 1,
        says: getComputedStyle(frame.querySelector('caption span') as Element, '::after').content.includes('more columns'),
        fades: getComputedStyle(frame).maskImage !== 'none',
      })),
    )
    expect(frames.length).toBeGreaterThan(3)
    for (const { isWider, says, fades } of frames) expect([says, fades || !isWider]).toEqual([isWider, true])
    await page.context().close()
  })

  test('at the end of a table nothing is said to be beyond it, and the names of its rows are still there', async () => {
    const { page } = await pages.open('many', looks.phone)
    const frame = page.locator('#scenarios .scroll').first()
    const says = (): Promise<string> => frame.locator('caption span').evaluate((one) => getComputedStyle(one, '::after').content)
    expect(await says()).toContain('more columns')
    await frame.evaluate((one) => one.scrollTo({ left: one.scrollWidth }))
    await eventually(says).toBe('none')
    const name = await frame.locator('tbody th').first().boundingBox()
    expect(name?.x).toBe((await frame.boundingBox())?.x)
    await page.context().close()
  })

  test('a long command that replays a failure is seen whole on a screen of 800', async () => {
    const { page } = await pages.open('tested', tablet)
    const [content, frame] = await page.locator('#failures .scroll').evaluate((one) => [one.scrollWidth, one.clientWidth])
    expect(content).toBeLessThanOrEqual(frame as number)
    await page.context().close()
  })

  test('a table sorts by the head that is clicked', async () => {
    const { page } = await pages.open('failed')
    await page.click('#scenarios table button.sort:has-text("Failed")')
    expect(await page.locator('#scenarios table').first().locator('tbody tr').last().innerText()).toContain('knight-capital-2012')
    await page.context().close()
  })

  test('without a script every example stands, and no dead choice', async () => {
    const { page } = await pages.open('passed', { ...looks.desktop, javaScriptEnabled: false })
    expect(await page.locator('.example:visible').count()).toBe(2)
    for (const gone of ['.choice', 'button.theme']) expect(await page.isVisible(gone), gone).toBe(false)
    expect(await page.isVisible('#spreads .range')).toBe(true)
    await page.context().close()
  })

  test('the JUnit of a failed verdict is XML, and says what the verdict says', async () => {
    const { page } = await pages.open('empty')
    const read = await page.evaluate((xml) => {
      const document = new DOMParser().parseFromString(xml, 'application/xml')
      const root = document.documentElement
      const failures = [...document.querySelectorAll('failure')].map((one) => one.textContent)
      return {
        broken: document.querySelector('parsererror')?.textContent ?? null,
        counts: [root.getAttribute('tests'), root.getAttribute('failures'), String(document.querySelectorAll('testcase').length)],
        failures,
      }
    }, verdictJunit(failedVerdict()))
    expect(read.broken).toBeNull()
    expect(read.counts).toEqual(['24', '4', '24'])
    expect(read.failures).toHaveLength(4)
    expect(read.failures).toContain(`damage: <script>alert("1")</script> & 'that' ]]> \ufffd\nbench chaos replay 'it’s <b>bold</b>@2'`)
    await page.context().close()
  })
})
