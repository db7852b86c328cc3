import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as library from './strategy-library.js'

test('an isolated strategy has every name that strategies are written with, and none that runs or loads', () => {
  const index = readFileSync(new URL('../../index.ts', import.meta.url), 'utf8')
  const groups = index.split('\n// ').filter((group) => /^(Writing strategies|Indicators|Errors)\n/.test(group))
  const exported = groups.flatMap((group) =>
    [...group.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) => (names as string).split(',')),
  )
  const values = exported.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '))
  expect(values.length).toBeGreaterThan(40)
  expect(Object.keys(library).sort()).toEqual([...values].sort())
})
