// The tables of docs/CONTROLS.md, from the controls in the code and the guards in tests/controls. A row whose tests are not there is an error.

import { readFileSync } from 'node:fs'
import { loadSource } from './load-source.mjs'

/** The page with each table between its two marks. */
export async function withControlTables(page) {
  const { controlTables, testsNamed } = await loadSource('tests/controls/control-page.ts')
  const { missingTests } = await loadSource('tests/controls/named-tests.ts')
  const missing = missingTests(testsNamed, (file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
  if (missing.length > 0) throw new Error(`docs/CONTROLS.md would name tests that there are not:\n${missing.join('\n')}`)
  return Object.entries(controlTables).reduce((text, [name, lines]) => withTable(text, name, lines), page)
}

function withTable(page, name, lines) {
  const begin = `<!-- ${name} table: generated from tests/controls/control-page.ts by scripts/write-docs.mjs -->`
  const end = `<!-- end of the ${name} table -->`
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`docs/CONTROLS.md has lost the marks of a table: ${begin} … ${end}`)
  return `${before}${begin}\n\n${lines.join('\n')}\n\n${end}${after}`
}
