// Holds docs/CONTROLS.md and the code together: the page has the table of controls as it is, and every test that the table names is there.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { limitControlTable } from '../src/risk/control-table.js'
import { facts } from '../src/risk/facts.testing.js'
import { limitControls } from '../src/risk/guarded.js'
import { guardedLimits } from '../src/risk/limits.js'

const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const rows = textOf('docs/CONTROLS.md')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

describe('docs/CONTROLS.md', () => {
  test('has a row for each control of the code, in its order, with its numbers and codes', () => {
    const expected = limitControlTable.map(({ name, definition, usual, codes }) => [
      name,
      definition,
      usual,
      codes.map((code) => `\`${code}\``).join(', '),
    ])
    expect(rows.slice(2).map((cells) => [cells[0], cells[2], cells[4], cells[5]])).toEqual(expected)
  })

  test.each(limitControlTable.map((row) => [row.name, row] as const))(
    'names tests of %s that there are',
    (_, { fires, spares, ablation }) => {
      for (const [file, name] of [fires, spares, ablation]) expect(textOf(file)).toContain(`'${name}'`)
      const cells = rows.find(([, , , , , , tests]) => tests?.includes(fires[0]))
      expect(cells?.[6]).toContain(fires[1])
    },
  )
})

test('the guarded profile with every limit set asks every control of the table, and none besides', () => {
  const limits = { ...guardedLimits, positionLots: 1 }
  const { before, after } = limitControls({ limits, needsStop: true, facts: facts(), raise: () => undefined })
  expect([...before, ...after].map(({ name }) => name)).toEqual(limitControlTable.map(({ name }) => name))
})

test('every limit belongs to a control', () => {
  const named = limitControlTable.flatMap(({ limits }) => [...limits])
  expect(named.sort()).toEqual(Object.keys(guardedLimits).sort())
})
