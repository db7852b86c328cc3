// docs/DATA-QUALITY.md has the table of checks as the code has it.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { qualityChecks } from '../src/data/quality/checks.js'

test('the table of checks in docs/DATA-QUALITY.md is that of the code', () => {
  const page = readFileSync(fileURLToPath(new URL('../docs/DATA-QUALITY.md', import.meta.url)), 'utf8')
  const section = page.slice(page.indexOf('## The checks'), page.indexOf('### What is usual'))
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows).toEqual(qualityChecks.map(({ id, what, severity, threshold }) => `| \`${id}\` | ${what} | ${severity} | ${threshold} |`))
})

test('no two checks have one id', () => {
  expect(new Set(qualityChecks.map(({ id }) => id)).size).toBe(qualityChecks.length)
})
