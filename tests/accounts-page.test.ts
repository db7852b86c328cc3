// The worked examples of docs/ACCOUNTS.md, each a row: a position, its initial margin, its maintenance margin.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { instrument } from '../src/model/instrument.js'
import { type MarginRule, marginRule } from '../src/risk/margin.js'

const page = readFileSync(new URL('../docs/ACCOUNTS.md', import.meta.url), 'utf8')
const row = /^\| (\d+) (long|short) at ([\d.]+)(?:, factor (\d))? \| ([\d,.]+) \| ([\d,.]+) \|$/gm
const examples = [...page.matchAll(row)].map(([, lots, side, price, factor = '1', initial, maintenance]) => ({
  position: `${lots} ${side} at ${price}, factor ${factor}`,
  rule: marginRule(instrument('X', 'etf', { leverageFactor: Number(factor) }), {}) as MarginRule,
  lots: side === 'long' ? Number(lots) : -Number(lots),
  price: Number(price),
  initial: Number(initial?.replaceAll(',', '')),
  maintenance: Number(maintenance?.replaceAll(',', '')),
}))

test('the page has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(8)
})

test.each(examples)('$position requires what the page says', ({ rule, lots, price, initial, maintenance }) => {
  expect(rule.initial(lots, price)).toBeCloseTo(initial, 6)
  expect(rule.maintenance(lots, price)).toBeCloseTo(maintenance, 6)
})
