// Writes the table of docs/CHAOS.md on what each strategy that misbehaves costs with controls on and off: `node scripts/sabotage-table.mjs --seeds 10`.
// It takes some seconds a seed, so write-docs leaves it alone; a test holds the figures of seed 1 to it.

import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import './setup.mjs'
import { loadSource } from './load-source.mjs'

const root = new URL('../', import.meta.url)
const [{ Laboratory }, { loadLaboratoryStrategies }] = await Promise.all(
  ['laboratory', 'load-strategies'].map((module) => import(new URL(`dist/chaos/${module}.js`, root).href)),
)
const [{ sabotageTable }, { sabotageRuns }] = await Promise.all(
  ['sabotage-page', 'sabotage'].map((file) => loadSource(`tests/chaos/${file}.ts`)),
)
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '10' } } })

const begin = '<!-- sabotage table: generated from tests/chaos/sabotage-page.ts by scripts/sabotage-table.mjs -->'
const end = '<!-- end of the sabotage table -->'
const file = new URL('docs/CHAOS.md', root)
const page = await readFile(file, 'utf8')
const [before, rest] = page.split(begin)
const after = rest?.split(end)[1]
if (after === undefined) throw new Error(`docs/CHAOS.md has lost the marks of a table: ${begin} … ${end}`)
const laboratory = new Laboratory(await loadLaboratoryStrategies(root.pathname), [])
const lines = sabotageTable(sabotageRuns(laboratory, Number(values.seeds)))
await writeFile(file, `${before}${begin}\n\n${lines.join('\n')}\n\n${end}${after}`)
