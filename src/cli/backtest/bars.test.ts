import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { calendar } from '../../data/calendar/calendar.js'
import { loadRunBars } from './bars.js'

const folder = mkdtempSync(join(tmpdir(), 'run-bars-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Sixty sessions around a price of 400, which is divided by `ratio` from the 41st on. */
function prices(ratio: number): string {
  const days = ['2020-07-01']
  while (days.length < 60) days.push(calendar('XNYS').next(days.at(-1) as string).date)
  const rows = days.map((date, index) => {
    const price = (400 + (index % 5)) / (index < 40 ? 1 : ratio)
    return [date, price, price * 1.01, price * 0.99, price * 1.002, 1_000].join(',')
  })
  const file = join(folder, `prices-${ratio}.csv`)
  writeFileSync(file, ['Date,Open,High,Low,Close,Volume', ...rows, ''].join('\n'))
  return file
}

test('a run on prices with a split in them says so', async () => {
  const { notes } = await loadRunBars([prices(4)], {})
  expect(notes.find((note) => note.includes('split'))).toMatch(
    /^PRICES-4 looks as if a split on 2020-08-\d\d were still in its prices \(40\d\.\d+ → 100\): bench data check/,
  )
})

test('and says nothing of prices without one', async () => {
  const { notes } = await loadRunBars([prices(1)], {})
  expect(notes.filter((note) => note.includes('split'))).toEqual([])
})
