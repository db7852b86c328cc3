// The table of docs/CONTROLS.md, from the table of controls in the code.

import { build } from 'esbuild'

const begin = '<!-- control table: generated from src/risk/control-table.ts by scripts/write-docs.mjs -->'
const end = '<!-- end of the control table -->'

/** The page with the table between its two marks. */
export async function withControlTable(page) {
  const { limitControlTable } = await load('../src/risk/control-table.ts')
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`docs/CONTROLS.md has lost the marks of its table: ${begin} … ${end}`)
  return `${before}${begin}\n\n${table(limitControlTable).join('\n')}\n\n${end}${after}`
}

function table(rows) {
  const head = [
    'control',
    'source',
    'what it holds to what',
    'limits',
    'in `guarded`',
    'denial or breach',
    'where it fires, spares, and is missed',
  ]
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(cells(row)))]
}

function cells({ name, source, definition, limits, usual, codes, fires, spares, ablation }) {
  const tests = [`\`${fires[0]}\`: ${fires[1]}; ${spares[1]}`, `\`${ablation[0]}\`: ${ablation[1]}`]
  return [name, source || 'ours', definition, listed(limits), usual, listed(codes), tests.join('. ')]
}

function listed(names) {
  return names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', ')
}

function line(row) {
  return `| ${row.join(' | ')} |`
}

async function load(file) {
  const { outputFiles } = await build({
    entryPoints: [new URL(file, import.meta.url).pathname],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}
