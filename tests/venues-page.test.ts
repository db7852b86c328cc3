// docs/VENUES.md has the capability table of the simulated venue as it is.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { simulatedCapabilities } from '../src/broker/simulated/capabilities.js'
import { orderTypes } from '../src/model/order-price.js'
import { timesInForce } from '../src/model/signal.js'

test('docs/VENUES.md says which types and times in force the simulated venue takes', () => {
  const text = readFileSync(fileURLToPath(new URL('../docs/VENUES.md', import.meta.url)), 'utf8')
  const rows = orderTypes.map((type) => {
    const takes = simulatedCapabilities.types[type] ?? []
    return `| ${type} | ${timesInForce.map((time) => (takes.includes(time) ? 'yes' : '–')).join(' | ')} |`
  })
  expect(text).toContain(`| type | ${timesInForce.join(' | ')} |\n| --- |${' --- |'.repeat(timesInForce.length)}\n${rows.join('\n')}\n`)
})
