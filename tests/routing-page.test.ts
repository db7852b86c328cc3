// docs/ROUTING.md shows configs that can be, and codes that there are.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { backtestConfigSchema } from '../src/engine/config/config.js'

const root = new URL('../', import.meta.url)
const text = readFileSync(fileURLToPath(new URL('docs/ROUTING.md', root)), 'utf8')
const codes = readFileSync(fileURLToPath(new URL('src/model/denial.ts', root)), 'utf8')

describe('docs/ROUTING.md', () => {
  const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)

  test.each(blocks)('has a config that is taken: %s', (block) => {
    expect(backtestConfigSchema.safeParse(parse(block)).error).toBeUndefined()
  })

  test('has a config of each stage', () => {
    expect(blocks.flatMap((block) => Object.keys(parse(block) as object))).toEqual(['accounts', 'governor', 'filters'])
  })

  test('names codes that there are', () => {
    const named = [...text.matchAll(/^\| \w+ \| `(\w+)` \|/gm)].map(([, code]) => code)
    expect(named).toHaveLength(12)
    expect(named.filter((code) => !codes.includes(`'${code}'`))).toEqual([])
  })
})
