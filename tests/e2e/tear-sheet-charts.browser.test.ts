// The charts of the tear sheet in the hand: one period and one pointed time in all of them, by pointer, wheel, touch and keyboard.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFixture } from '../fixtures/run-result.js'
import { eventually, looks, noBrowser, type Pages, reach, tearSheetPages } from '../fixtures/tear-sheet-pages.js'

const runs = { spx: runFixture({ denials: 40 }), rotation: runFixture({ instruments: 20, trades: 40, strategy: 'rotation', seed: 5 }) }

const overTime = ['equity', 'drawdown', 'rollingSharpe', 'rollingVolatility', 'rollingBeta', 'exposure', 'price', 'denials']

describe.skipIf(noBrowser)('the charts of the tear sheet', () => {
  let pages: Pages<keyof typeof runs>
  beforeAll(async () => {
    pages = await tearSheetPages(runs)
  })
  afterAll(() => pages?.close())

  const period = (page: Page): Promise<string | null> => page.textContent('output.period')
  /** What a chart shows, whatever the order of its elements. */
  const drawing = async (page: Page, chart: string): Promise<string> =>
    (await page.locator(`figure.${chart} svg`).first().innerHTML()).split('<').sort().join('<')

  test('pointing at one chart marks the time in all of them, and each reads out its figures there', async () => {
    const { page, faults } = await pages.open('spx')
    const box = await reach(page, 'figure.equity')
    await page.mouse.move(box.x + 600, box.y + 100)
    const read = (chart: string): Promise<string> => page.locator(`figure.${chart} .readout`).innerText()
    await eventually(() => read('equity')).toMatch(/^\d{4}-\d\d-\d\d {2}strategy [\d,]+ {2}buy-and-hold [\d,]+$/)
    const day = (await read('equity')).slice(0, 7)
    for (const chart of overTime) {
      expect(await read(chart), chart).toMatch(/^\d{4}-\d\d-\d\d {2}\S/)
      if (chart !== 'denials') expect((await read(chart)).slice(0, 7), chart).toBe(day)
      expect(await page.isVisible(`figure.${chart} .crosshair`), chart).toBe(true)
    }
    const lines = await page.$$eval('figure:is(.equity, .drawdown, .price) .crosshair', (all) =>
      all.map((one) => one.getBoundingClientRect().left),
    )
    expect(Math.max(...lines) - Math.min(...lines)).toBeLessThan(2)
    await page.mouse.move(5, 5)
    await eventually(() => read('equity')).toBe('')
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a drag, the wheel, buttons and the strip choose the period; every chart over time follows', async () => {
    const { page, faults } = await pages.open('spx')
    const all = await period(page)
    const before = await Promise.all(overTime.map((chart) => drawing(page, chart)))
    const box = await reach(page, 'figure.equity')
    await page.mouse.move(box.x + 300, box.y + 100)
    await page.mouse.down()
    await page.mouse.move(box.x + 500, box.y + 120, { steps: 4 })
    expect(await page.isVisible('figure.equity .brush')).toBe(true)
    await page.mouse.up()
    await eventually(() => period(page)).not.toBe(all)
    for (const [i, chart] of overTime.entries()) await eventually(() => drawing(page, chart), chart).not.toBe(before[i])
    const chosen = await period(page)
    await page.mouse.wheel(0, 300)
    expect(await period(page)).toBe(chosen)
    await reach(page, 'figure.equity')
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -300)
    await page.keyboard.up('Control')
    await eventually(() => period(page)).not.toBe(chosen)
    await page.mouse.dblclick(box.x + 300, box.y + 100)
    await eventually(() => period(page)).toBe(all)
    await page.click('[data-zoom="in"]')
    await eventually(() => period(page)).not.toBe(all)
    const strip = await reach(page, 'figure.range')
    await page.mouse.click(strip.x + 100, strip.y + 15)
    await eventually(() => period(page)).toBe(all)
    await page.mouse.move(strip.x + 200, strip.y + 15)
    await page.mouse.down()
    await page.mouse.move(strip.x + 600, strip.y + 15, { steps: 4 })
    await page.mouse.up()
    await eventually(() => period(page)).not.toBe(all)
    const [from] = ((await period(page)) ?? '').split(' to ')
    await page.mouse.move(strip.x + 400, strip.y + 15)
    await page.mouse.down()
    await page.mouse.move(strip.x + 500, strip.y + 15, { steps: 4 })
    await page.mouse.up()
    await eventually(async () => ((await period(page)) ?? '').split(' to ')[0] ?? '').not.toBe(from)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('the keyboard moves the pointed time, zooms, and shows all again', async () => {
    const { page, faults } = await pages.open('spx')
    const all = await period(page)
    await page.locator('figure.equity .plot').focus()
    await page.keyboard.press('ArrowRight')
    const readout = page.locator('figure.equity .readout')
    const first = await readout.innerText()
    expect(first).toMatch(/^\d{4}/)
    expect(await readout.getAttribute('aria-live')).toBe('polite')
    await page.keyboard.press('ArrowRight')
    expect(await readout.innerText()).not.toBe(first)
    await page.keyboard.press('+')
    await eventually(() => period(page)).not.toBe(all)
    await page.keyboard.press('0')
    await eventually(() => period(page)).toBe(all)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a legend entry hides its curve and shows it again, by click and by key', async () => {
    const { page, faults } = await pages.open('spx')
    for (const chart of ['equity', 'rollingSharpe', 'price', 'distribution']) {
      const keys = page.locator(`figure.${chart}`).first().locator('button.key')
      for (let i = 0; i < (await keys.count()); i++) {
        const before = await drawing(page, chart)
        await keys.nth(i).click()
        expect(await keys.nth(i).getAttribute('aria-pressed')).toBe('false')
        await eventually(() => drawing(page, chart), `${chart} ${i}`).not.toBe(before)
        await keys.nth(i).focus()
        await page.keyboard.press('Enter')
        await eventually(() => drawing(page, chart), `${chart} ${i}`).toBe(before)
      }
    }
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('everything hidden leaves an empty chart, not a broken one', async () => {
    const { page, faults } = await pages.open('spx')
    await page.check('#log-scale')
    for (const key of await page.$$('button.key')) await key.click()
    await page.waitForTimeout(400)
    expect(await page.$$eval('.plot', (plots) => plots.some((plot) => plot.innerHTML.includes('NaN')))).toBe(false)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('the logarithmic axis and another instrument can be chosen', async () => {
    const { page, faults } = await pages.open('rotation')
    const linear = await drawing(page, 'equity')
    await page.check('#log-scale')
    await eventually(() => drawing(page, 'equity')).not.toBe(linear)
    await page.selectOption('#instrument', { index: 7 })
    await eventually(() => page.textContent('figure.price .title')).not.toBe('SYN01')
    await eventually(() => page.locator('figure.price .mark-symbol path').count()).toBe(80)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a worst fall is shaded with its number, lit from its row, and shown at a click', async () => {
    const { page, faults } = await pages.open('spx')
    const numbers = await page.$$eval('figure.equity .mark-text text', (texts) => texts.map((text) => text.textContent))
    expect(numbers.filter((text) => /^[1-5]$/.test(text ?? '')).sort()).toEqual(['1', '2', '3', '4', '5'])
    const before = await drawing(page, 'equity')
    await page.hover('#fall-2')
    await eventually(() => drawing(page, 'equity')).not.toBe(before)
    const [peak = ''] = await page.$$eval('#fall-2 td', (cells) => [cells[2]?.textContent ?? ''])
    await page.click('#fall-2 button.show')
    await eventually(() => period(page)).toMatch(/^\d{4}/)
    const [from = '', to = ''] = ((await period(page)) ?? '').split(' to ')
    expect(from < peak && peak < to).toBe(true)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a bin and a point read out what they are; a point finds its trade', async () => {
    const { page, faults } = await pages.open('spx')
    const bins = await reach(page, 'figure.distribution')
    await page.mouse.move(bins.x + bins.width / 2, bins.y + 100)
    await eventually(() => page.locator('figure.distribution .readout').first().innerText()).toMatch(/% to .*% {2}\d+$/)
    for (const chart of ['tradeDuration', 'tradeMae', 'tradeMfe']) {
      await reach(page, `figure.${chart}`)
      const point = await page.locator(`figure.${chart} .mark-symbol path`).nth(40).boundingBox()
      await page.mouse.move((point?.x ?? 0) + 3, (point?.y ?? 0) + 3)
      await eventually(() => page.textContent(`figure.${chart} .readout`), chart).toMatch(/^#\d+ {2}SPX {2}\d{4}-\d\d-\d\d {2}.*%$/)
      expect(await page.isVisible(`figure.${chart} .ring`), chart).toBe(true)
    }
    const id = /^#(\d+)/.exec((await page.textContent('figure.tradeMfe .readout')) ?? '')?.[1]
    await page.mouse.down()
    await page.mouse.up()
    await eventually(() => page.locator('tr.found td').first().textContent()).toBe(id)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a finger reads out and does not zoom', async () => {
    const { page, faults } = await pages.open('spx', looks.phone)
    const all = await period(page)
    const box = await reach(page, 'figure.equity')
    await page.touchscreen.tap(box.x + 200, box.y + 80)
    await eventually(() => page.textContent('figure.equity .readout')).toMatch(/^\d{4}/)
    expect(await period(page)).toBe(all)
    expect(faults).toEqual([])
    await page.context().close()
  })
})
