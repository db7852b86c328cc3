// Holds docs/CONTROLS.md and the code together: the page has the tables of controls and guards as they are, and every test that they name is there.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { limitControlTable } from '../src/risk/control-table.js'
import { facts } from '../src/risk/facts.testing.js'
import { limitControls } from '../src/risk/guarded.js'
import { guardedLimits } from '../src/risk/limits.js'
import { controlTables, testsNamed } from './controls/control-page.js'
import { missingTests } from './controls/named-tests.js'

const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')

describe('docs/CONTROLS.md', () => {
  test.each(Object.entries(controlTables))('has the %s table as the code has it', (_, lines) => {
    expect(textOf('docs/CONTROLS.md')).toContain(`\n${lines.join('\n')}\n`)
  })

  test('names tests that there are', () => {
    expect(missingTests(testsNamed, textOf)).toEqual([])
  })
})

describe('a test that a row names', () => {
  const file = [
    "test('one', () => {})",
    "describe('group', () => {",
    "  test('two', () => {})",
    '})',
    "describe('other', () => {",
    '})',
  ].join('\n')
  const missing = (name: string) => missingTests([['a.test.ts', name]], () => file)

  test('is there by its own name, and in its group', () => {
    expect([missing('one'), missing('two'), missing('group › two')]).toEqual([[], [], []])
  })

  test('is missing where the name differs by a letter, or the group is another', () => {
    expect(missing('ones')).toEqual(['a.test.ts › ones'])
    expect(missing('on')).toEqual(['a.test.ts › on'])
    expect(missing('other › two')).toEqual(['a.test.ts › other › two'])
    expect(missing('no group › two')).toEqual(['a.test.ts › no group › two'])
  })
})

test('the guarded profile with every limit set asks every control of the table, and none besides', () => {
  const limits = { ...guardedLimits, positionLots: 1 }
  const { before, after } = limitControls({ limits, stops: 'deny', facts: facts(), raise: () => undefined })
  expect([...before, ...after].map(({ name }) => name)).toEqual(limitControlTable.map(({ name }) => name))
})

test('every limit belongs to a control', () => {
  const named = limitControlTable.flatMap(({ limits }) => [...limits])
  expect(named.sort()).toEqual(Object.keys(guardedLimits).sort())
})
