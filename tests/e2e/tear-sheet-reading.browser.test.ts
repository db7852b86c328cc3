// Reading the tear sheet: what each number means, by pointer, key and touch; the table of trades at any length; and what assistive software finds.

import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFixture } from '../fixtures/run-result.js'
import { eventually, looks, noBrowser, type Pages, tearSheetPages } from '../fixtures/tear-sheet-pages.js'

const runs = {
  spx: runFixture({ denials: 12 }),
  long: runFixture({ bars: 60_000, instruments: 2, trades: 10_000 }),
  silent: runFixture({ trades: 0, denials: 12 }),
}

describe.skipIf(noBrowser)('reading the tear sheet', () => {
  let pages: Pages<keyof typeof runs>
  beforeAll(async () => {
    pages = await tearSheetPages(runs)
  })
  afterAll(() => pages?.close())

  test('every number says what it is: itself, its row or its column', async () => {
    const { page } = await pages.open('spx')
    const mute = await page.$$eval('.number, .figures dd, .months td', (cells) =>
      cells
        .filter((cell) => /\d/.test(cell.textContent ?? '') && cell.closest('.printed') === null)
        .filter((cell) => {
          const head = cell.closest('table')?.tHead?.rows[0]?.cells[(cell as HTMLTableCellElement).cellIndex]
          const row = cell.closest('tr')?.querySelector('th[scope=row]')
          return [cell.closest('[data-means]'), head, row].every((one) => !(one as HTMLElement | null)?.dataset.means)
        })
        .map((cell) => cell.outerHTML.slice(0, 120)),
    )
    expect(mute).toEqual([])
    await page.context().close()
  })

  test('a meaning shows at the pointer, at the focus, and goes with Escape', async () => {
    const { page, faults } = await pages.open('spx')
    const meaning = page.locator('#meaning')
    await page.hover('.figures div:nth-child(3)')
    await eventually(() => meaning.innerText()).toMatch(/Sharpe ratio\n.*ddof 1.*\nby session, ddof 1.*\nsource: W\. F\. Sharpe/)
    await page.keyboard.press('Escape')
    expect(await meaning.isVisible()).toBe(false)
    await page.locator('.figures div:nth-child(5)').focus()
    await page.keyboard.press('Tab')
    await eventually(() => meaning.innerText()).toMatch(/^Max drawdown\n/)
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-describedby'))
    expect(focused).toBe('meaning')
    await page.hover('.months tbody tr:nth-child(2) td:nth-child(4)')
    await eventually(() => meaning.innerText()).toMatch(/^Return of Mar: −?\d+\.\d\d\u202f%\nend \/ start − 1/)
    await page.hover('table.trades tbody tr:nth-child(1) td:nth-child(9)')
    await eventually(() => meaning.innerText()).toMatch(/^Result\n/)
    const { left, right } = await meaning.evaluate((element) => element.getBoundingClientRect().toJSON())
    expect(left >= 0 && right <= 1200).toBe(true)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a meaning shows at a tap', async () => {
    const { page } = await pages.open('spx', looks.phone)
    await page.locator('.figures div:nth-child(2)').tap()
    await eventually(() => page.locator('#meaning').innerText()).toMatch(/^CAGR\n/)
    const box = await page.locator('#meaning').boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 390).toBe(true)
    await page.context().close()
  })

  const column = (page: Page, index: number): Promise<string[]> =>
    page.$$eval('table.trades tbody tr', (rows, at) => rows.map((row) => (row as HTMLTableRowElement).cells[at]?.textContent ?? ''), index)
  const amounts = async (page: Page, index: number): Promise<number[]> =>
    (await column(page, index)).map((text) => Number(text.replace('−', '-').replaceAll(',', '')))

  test('the trades sort by a click on a head, and back by another', async () => {
    const { page } = await pages.open('spx')
    const best = [...runs.spx.result.roundTrips].sort((a, b) => b.pnl - a.pnl)
    await page.click('table.trades th:has-text("Result") button')
    expect((await column(page, 0)).slice(0, 5)).toEqual(best.slice(0, 5).map((trip) => String(trip.id)))
    await page.click('table.trades th:has-text("Result") button')
    expect((await column(page, 0)).slice(0, 5)).toEqual(
      best
        .reverse()
        .slice(0, 5)
        .map((trip) => String(trip.id)),
    )
    expect(await page.getAttribute('table.trades th:has-text("Result")', 'aria-sort')).toBe('ascending')
    await page.context().close()
  })

  test('the trades filter by words, result and period, and the points with them', async () => {
    const { page, faults } = await pages.open('spx')
    const found = (): Promise<string | null> => page.textContent('.browser .found')
    const { roundTrips } = runs.spx.result
    const dots = (): Promise<number> => page.locator('figure.tradeMae .mark-symbol path').count()
    expect(await found()).toMatch(/^100 trades, /)
    const before = await dots()
    await page.selectOption('[name=outcome]', 'lost')
    const lost = roundTrips.filter((trip) => trip.pnl < 0).length
    expect(await found()).toMatch(new RegExp(`^${lost} trades, 0\\.0\u202f% won`))
    await eventually(dots).toBeLessThan(before)
    await page.fill('[name=text]', 'protective')
    const stopped = roundTrips.filter((trip) => trip.pnl < 0 && trip.exitReason === 'protective stop').length
    expect(await found()).toMatch(new RegExp(`^${stopped} trades?, `))
    await page.fill('[name=text]', '')
    await page.selectOption('[name=outcome]', '')
    await page.check('[name=period]')
    await page.click('[data-years="1"]')
    await eventually(found).not.toMatch(/^100 trades/)
    await page.fill('[name=text]', 'no such reason')
    expect(await found()).toBe('0 trades')
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a trade shows on the price, in a period around it', async () => {
    const { page, faults } = await pages.open('spx')
    await page.click('table.trades tbody tr:nth-child(5) button.show')
    await eventually(() => page.locator('figure.price .mark-rule line').count()).toBeGreaterThan(0)
    await eventually(() => page.locator('figure.price .mark-symbol path').count()).toBeLessThan(20)
    const [entry = ''] = (await column(page, 2)).slice(4)
    const [from = '', to = ''] = ((await page.textContent('output.period')) ?? '').split(' to ')
    expect(from < entry && entry < to).toBe(true)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('twenty thousand trades filter, sort and turn pages at once', async () => {
    const { page, faults } = await pages.open('long')
    expect(await page.textContent('.browser .found')).toMatch(/^20,000 trades/)
    expect(await page.locator('table.trades tbody tr').count()).toBe(50)
    const box = page.locator('.browser .scroll')
    const seen = (): Promise<boolean> =>
      box.evaluate((element) => {
        const last = element.querySelector('tbody tr:last-child')?.getBoundingClientRect().bottom ?? 0
        return last <= element.getBoundingClientRect().bottom
      })
    expect(await seen()).toBe(false)
    expect(await box.evaluate((element) => getComputedStyle(element).borderBottomStyle)).toBe('solid')
    await box.focus()
    await page.keyboard.press('End')
    await expect.poll(seen).toBe(true)
    expect(await page.locator('figure.price .mark-symbol path').count()).toBeLessThan(1_000)
    expect(await page.locator('figure.tradeMae .mark-symbol path').count()).toBeLessThan(9_000)
    const took = await page.evaluate(() => {
      const start = performance.now()
      document.querySelector<HTMLButtonElement>('table.trades th:nth-child(10) button')?.click()
      const text = document.querySelector<HTMLInputElement>('[name=text]') as HTMLInputElement
      text.value = 'protective'
      text.dispatchEvent(new Event('input', { bubbles: true }))
      return performance.now() - start
    })
    expect(took).toBeLessThan(2_000)
    expect(await page.textContent('.browser .found')).not.toMatch(/^20,000 trades/)
    await page.selectOption('[name=instrument]', 'SYN02')
    expect(new Set(await column(page, 1))).toEqual(new Set(['SYN02']))
    await page.click('[data-page="1"]')
    expect(await page.textContent('.pages .page')).toMatch(/^51 to 100 of /)
    const results = await amounts(page, 9)
    expect(results).toEqual([...results].sort((a, b) => b - a))
    expect(faults).toEqual([])
    await page.context().close()
  })

  test.each([
    ['spx', 'desktop'],
    ['spx', 'dark'],
    ['spx', 'phone'],
    ['silent', 'desktop'],
  ] as const)('axe finds no serious fault: %s, %s', async (name, look) => {
    const { page } = await pages.open(name, looks[look])
    await page.evaluate(axe.source)
    const faults = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document)
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map((node) => node.html.slice(0, 160))
              .slice(0, 3)
              .join(' | ')}`,
        )
    })
    expect(faults).toEqual([])
    await page.context().close()
  })
})
