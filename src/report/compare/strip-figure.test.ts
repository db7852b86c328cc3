import { expect, test } from 'vitest'
import type { StripMark } from './decision-strip.js'
import { stripFigure } from './strip-figure.js'

const marksAt = (times: readonly number[], kind: StripMark['kind'] = 'differs'): StripMark[] =>
  times.map((time) => ({ time, kind, text: `at ${time}` }))
const figure = (marks: readonly StripMark[]) => stripFigure(marks, ['A', 'B'], 'red')?.text ?? ''
const drawnAt = (text: string) => [...text.matchAll(/<line class="(?:same|differs|only)"[^>]* x1="(\d+)"/g)].map(([, x]) => Number(x))

test('however many decisions there are, the strip reaches their end, a mark a pixel', () => {
  const text = figure(marksAt(Array.from({ length: 50_000 }, (_, i) => i)))
  expect(drawnAt(text)).toEqual(Array.from({ length: 801 }, (_, i) => 150 + i))
  expect(text).toContain('801 marks for 50,000 decisions')
})

test('a pixel has a mark for each kind in it, and the first says how many more there are', () => {
  const text = figure([...marksAt([0, 0, 0]), ...marksAt([0], 'only-second'), ...marksAt([1_000])])
  expect(drawnAt(text)).toEqual([150, 150, 950])
  expect(text).toContain('<title>at 0 and 2 more close by</title>')
})

test('few decisions are all drawn, and nothing is said of thinning', () => {
  const text = figure(marksAt([0, 5, 10]))
  expect(drawnAt(text)).toEqual([150, 550, 950])
  expect(text).not.toContain('marks for')
  expect(stripFigure([], ['A', 'B'], 'red')).toBeNull()
})
