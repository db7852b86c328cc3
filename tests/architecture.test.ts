// The house rules as tests: layers, no circles, no wall clock or unseeded randomness in the core, no dead files, one sentence at the top.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'oxc-parser'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Folders of src by layer: imports point to a lower layer only, or stay in their folder. */
const layers: readonly (readonly string[])[] = [
  ['std', 'model'],
  ['data', 'indicators', 'metrics'],
  ['strategy', 'routing', 'sizing', 'risk', 'orders', 'portfolio', 'broker'],
  ['engine'],
  ['report', 'gateway'],
  ['chaos'],
  ['research'],
  ['service'],
  ['library', 'cli'],
]

/** Where the program begins: the library, the command, the subpath export, what the build compiles into the report's page, what is bundled for an isolated strategy, and the threads and processes of the chaos suite. */
const entries = [
  'src/index.ts',
  'src/cli/bench.ts',
  'src/indicators/candlesticks.ts',
  'src/chaos/runner/thread.cts',
  'src/cli/chaos/processes/judge-process.ts',
  'src/cli/chaos/processes/loading-thread.ts',
  'src/cli/chaos/processes/memory-watch.ts',
  'src/report/tear-sheet/page/page.ts',
  'src/chaos/report/page/page.ts',
  'src/report/tear-sheet/specs/charts.ts',
  'src/strategy/isolated/worker.ts',
  'src/strategy/isolated/inside.ts',
  'src/strategy/isolated/strategy-library.ts',
]

/** The only places that may look at the real time, set timers or draw unseeded numbers. An isolated host measures what an event takes, and decides by it only to give up. */
const mayReadTheClock = /^src\/(engine\/clock\.ts|strategy\/isolated\/|broker\/ib\/|gateway\/|service\/|cli\/|report\/tear-sheet\/page\/)/

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.c?ts$/.test(file) && !/\.(test|testing)\.ts$/.test(file))
  .map((file) => `src/${file}`)
  .sort()
const modules = new Map(files.map((file) => [file, readModule(file)]))

describe('architecture', () => {
  test('imports point downward, and siblings of a layer do not know each other', () => {
    expect(
      edges()
        .filter(([from, to]) => !mayImport(from, to))
        .map(arrow),
    ).toEqual([])
  })

  test('no file imports itself by a circle', () => {
    expect(circles()).toEqual([])
  })

  test('every file is reached from an entry', () => {
    const reached = new Set<string>()
    const visit = (file: string): void => {
      if (reached.has(file)) return
      reached.add(file)
      for (const to of modules.get(file)?.imports ?? []) visit(to)
    }
    for (const entry of entries) visit(entry)
    expect(files.filter((file) => !reached.has(file))).toEqual([])
  })

  test('the core reads no wall clock, sets no timer and draws no unseeded number', () => {
    const found = [...modules].flatMap(([file, { impure }]) => (mayReadTheClock.test(file) ? [] : impure.map((what) => `${file}: ${what}`)))
    expect(found).toEqual([])
  })

  test('approval is made in one place, and nothing is cast to what carries it', () => {
    const marking = [...modules].filter(([, { imported }]) => imported.includes('markApproved')).map(([file]) => file)
    expect(marking).toEqual(['src/risk/approve.ts'])
    const carriers = carriersOfApproval()
    const casts = [...modules].flatMap(([file, { program }]) =>
      file === APPROVED ? [] : castsIn(program, carriers).map((type) => `${file}: ${type}`),
    )
    expect(casts).toEqual([])
  })

  test('a cast is found by whatever name it goes', () => {
    const found = (text: string): readonly string[] => {
      const { program } = parseSync('one.ts', `import { type Approved as Ok } from './approved.js'\ntype Mine = Ok<number>\n${text}`)
      return castsIn(program, namesOfApproval([program]))
    }
    expect(
      ['a as Ok<number>', '<Mine>a', 'a as Mine', 'a as unknown as Mine', 'a as Parameters<typeof f>[0]'].map((one) => found(one).length),
    ).toEqual([1, 1, 1, 1, 1])
    expect(['a as number', 'const a: Mine = b', 'f(a)'].flatMap(found)).toEqual([])
  })

  test('every file opens with a sentence that says what it is for', () => {
    const opens = (file: string): boolean =>
      /^(#!.*\n)?(\/\/ |\/\*\* )[A-Z`].*[.:]/s.test(readFileSync(join(root, file), 'utf8').slice(0, 400))
    expect(files.filter((file) => !opens(file))).toEqual([])
  })

  test('no grab-bag names, no barrels, no default exports, no long files', () => {
    const badNames = files.filter((file) => /\/(utils?|types|helpers|common|misc|index)\.ts$/.test(file) && file !== 'src/index.ts')
    const longest = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 350)
    const defaults = [...modules].filter(([, { hasDefaultExport }]) => hasDefaultExport).map(([file]) => file)
    expect({ badNames, longest, defaults }).toEqual({ badNames: [], longest: [], defaults: [] })
  })
})

const APPROVED = 'src/model/approved.ts'

type Program = ReturnType<typeof parseSync>['program']

/** Types of src that carry an approval: `Approved`, its other names, and what is declared with it. */
function carriersOfApproval(): ReadonlySet<string> {
  return namesOfApproval([...modules].flatMap(([file, { program }]) => (file === APPROVED ? [] : [program])))
}

function namesOfApproval(programs: readonly Program[]): ReadonlySet<string> {
  const names = new Set(['Approved', 'Approval'])
  for (let before = 0; before < names.size; ) {
    before = names.size
    for (const program of programs) {
      new Visitor({
        ImportSpecifier({ imported, local }) {
          if (imported.type === 'Identifier' && names.has(imported.name)) names.add(local.name)
        },
        TSTypeAliasDeclaration({ id, typeAnnotation }) {
          if (mentions(typeAnnotation, names)) names.add(id.name)
        },
      }).visit(program)
    }
  }
  return names
}

/** Types of casts that name one of these, or the parameters of some function: those of a broker's are carriers by no name. */
function castsIn(program: Program, carriers: ReadonlySet<string>): readonly string[] {
  const found: string[] = []
  const look = ({ typeAnnotation }: { readonly typeAnnotation: object }): void => {
    const name = [...carriers, 'Parameters', 'ConstructorParameters'].find((one) => mentions(typeAnnotation, new Set([one])))
    if (name !== undefined) found.push(name)
  }
  new Visitor({ TSAsExpression: look, TSTypeAssertion: look }).visit(program)
  return found
}

/** Whether a type refers to one of some names, however deep inside. */
function mentions(node: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(node)) return node.some((one) => mentions(one, names))
  if (typeof node !== 'object' || node === null) return false
  const { type, name } = node as { readonly type?: unknown; readonly name?: unknown }
  if (type === 'Identifier' && typeof name === 'string' && names.has(name)) return true
  return Object.values(node).some((one) => mentions(one, names))
}

interface Module {
  readonly program: Program
  /** Names that it imports, as their modules have them. */
  readonly imported: readonly string[]
  /** Files of src that it imports, types included. */
  readonly imports: readonly string[]
  readonly impure: readonly string[]
  readonly hasDefaultExport: boolean
}

function readModule(file: string): Module {
  const path = join(root, file)
  const { program, module, errors } = parseSync(path, readFileSync(path, 'utf8'))
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const impure: string[] = []
  const lazy: string[] = []
  new Visitor({
    MemberExpression(node) {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return
      const name = `${node.object.name}.${node.property.name}`
      if (/^(Date\.now|Math\.random|performance\.now|crypto\.randomUUID|crypto\.getRandomValues|process\.hrtime)$/.test(name))
        impure.push(name)
    },
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) impure.push('new Date()')
    },
    CallExpression(node) {
      if (node.callee.type !== 'Identifier') return
      if (/^(setTimeout|setInterval|setImmediate|randomUUID|randomBytes|Date)$/.test(node.callee.name)) impure.push(`${node.callee.name}()`)
    },
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') lazy.push(node.source.value)
    },
  }).visit(program)
  const specifiers = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest?.value ?? '')),
    ...lazy,
  ]
  const imports = specifiers.filter((specifier) => specifier.startsWith('.')).map((specifier) => sourceOf(path, specifier))
  const hasDefaultExport = module.staticExports.some((one) => one.entries.some((entry) => entry.exportName.kind === 'Default'))
  const imported = module.staticImports.flatMap((one) => one.entries.map((entry) => entry.importName.name ?? ''))
  return { program, imported, imports: [...new Set(imports)], impure, hasDefaultExport }
}

/** The file of src behind an import specifier of a file. */
function sourceOf(importer: string, specifier: string): string {
  return relative(root, resolve(dirname(importer), specifier.replace(/\.js$/, '.ts')))
}

function edges(): [string, string][] {
  return [...modules].flatMap(([from, { imports }]) => imports.map((to): [string, string] => [from, to]))
}

function mayImport(from: string, to: string): boolean {
  const [fromFolder, toFolder] = [folderOf(from), folderOf(to)]
  if (fromFolder === 'index.ts' || fromFolder === toFolder) return true
  const [fromLayer, toLayer] = [layerOf(fromFolder), layerOf(toFolder)]
  return toLayer >= 0 && (toLayer < fromLayer || (fromLayer === 0 && toLayer === 0))
}

function folderOf(file: string): string {
  return file.split('/')[1] ?? ''
}

function layerOf(folder: string): number {
  return layers.findIndex((layer) => layer.includes(folder))
}

/** Circles of imports, types left in: each is named once, by the walk that found it. */
function circles(): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) found.push([...path.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const to of modules.get(file)?.imports ?? []) visit(to, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return found
}

function arrow([from, to]: [string, string]): string {
  return `${from} → ${to}`
}
