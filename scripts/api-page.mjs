// Makes docs/API.md: every export of src/index.ts under the headings that are comments there, with its signature and docstring off the built declarations.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'

const root = new URL('../', import.meta.url)

/** The lines of the page below its title. Throws where an export has no docstring: a reference is written where the code is. */
export function apiPage() {
  const groups = readGroups()
  const missing = groups.flatMap(({ entries }) =>
    entries.filter(({ doc, isExternal }) => doc === '' && !isExternal).map(({ name }) => name),
  )
  if (missing.length > 0) throw new Error(`exports of src/index.ts without a docstring: ${missing.join(', ')}`)
  return [
    "What `import … from 'trading-bench'` gives, in the words of the code. [LIBRARY](LIBRARY.md) is the place to begin; [STRATEGIES](STRATEGIES.md) tells how a strategy is put together.",
    '',
    ...groups.flatMap(({ title, entries }) => [`- ${title}: ${entries.map(({ name }) => `\`${name}\``).join(', ')}`]),
    ...groups.flatMap(({ title, entries }) => ['', `## ${title}`, ...entries.flatMap(section)]),
  ]
}

function section({ name, doc, code, source }) {
  const body = code === '' ? [`From \`${source}\`.`] : [...(doc === '' ? [] : [doc, '']), '```ts', code, '```']
  return ['', `### ${name}`, '', ...body]
}

/** The exports in their order, grouped by the comment lines that stand alone above them. */
function readGroups() {
  const text = readFileSync(new URL('src/index.ts', root), 'utf8')
  const { program, comments } = parseSync('index.ts', text)
  const titles = comments.filter(
    ({ type, start, value }) => type === 'Line' && start > 0 && !value.startsWith(' biome') && text.slice(0, start).endsWith('\n\n'),
  )
  const groups = titles.map(({ start, value }) => ({ start, title: value.trim(), entries: [] }))
  for (const node of program.body) {
    const group = groups.findLast(({ start }) => start < node.start)
    if (group === undefined || node.type !== 'ExportNamedDeclaration') continue
    for (const { local, exported } of node.specifiers) group.entries.push(entryOf(exported.name, local.name, node.source.value))
  }
  return groups.filter(({ entries }) => entries.length > 0)
}

function entryOf(name, local, source) {
  if (!source.startsWith('.')) return { name, source, doc: '', code: '', isExternal: true }
  const file = new URL(source.replace(/\.js$/, '.d.ts').replace(/^\.\//, 'dist/'), root)
  if (!existsSync(file)) throw new Error(`${fileURLToPath(file)} is not built`)
  const text = readFileSync(file, 'utf8')
  const { program, comments } = parseSync('declarations.d.ts', text)
  const node = program.body.find((one) => namesOf(one).includes(local))
  if (node === undefined) throw new Error(`${source} declares no ${local}`)
  const comment = comments.findLast(({ end, type }) => type === 'Block' && end <= node.start && text.slice(end, node.start).trim() === '')
  return {
    name,
    source,
    doc: comment === undefined ? '' : plain(comment.value),
    code: tidy(text.slice(node.start, node.end)),
    isExternal: false,
  }
}

function namesOf(node) {
  const { declaration } = node
  if (node.type !== 'ExportNamedDeclaration' || declaration === null) return []
  return declaration.type === 'VariableDeclaration' ? declaration.declarations.map(({ id }) => id.name) : [declaration.id.name]
}

/** A docstring without its stars, as one paragraph for each of its own. */
function plain(comment) {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*+ ?/, '').trim())
  return lines
    .join('\n')
    .trim()
    .split('\n\n')
    .map((paragraph) => paragraph.replaceAll('\n', ' '))
    .join('\n\n')
}

function tidy(code) {
  return code
    .replace(/^export declare /, '')
    .replace(/^export /, '')
    .replaceAll('    ', '  ')
    .replace(/;$/gm, '')
}
