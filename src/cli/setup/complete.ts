// What could come next on the command line: verbs, flags, and the names of data, strategies, runs and metrics that are really there.

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { flagOf, type OptionSpec } from '../options.js'
import { optionsOf, type Verb } from '../verb.js'
import { verbs } from '../verbs.js'

/** The candidates for the last of the words after `bench`, which may be empty. An empty list lets the shell offer files. */
export async function candidates(words: readonly string[]): Promise<string[]> {
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1).filter((word, i) => !(i === 0 && word === 'help'))
  const found = await next(before, typed)
  return [...new Set(found)].filter((candidate) => candidate.startsWith(typed)).sort()
}

async function next(before: readonly string[], typed: string): Promise<readonly string[]> {
  const verb = verbOf(before)
  if (verb === undefined) return wordsAfter(before)
  const options = Object.entries(optionsOf(verb))
  const previous = before.at(-1) ?? ''
  const asked = options.find(([name, spec]) => spec.value !== undefined && flagOf(name, spec) === previous)
  if (asked !== undefined) return valuesOf(...asked)
  if (typed.startsWith('-')) return ['--help', ...options.map(([name, spec]) => flagOf(name, spec))]
  // `runs` is a verb and begins others.
  return [...(before.length === 1 ? wordsAfter(before) : []), ...(await operandsOf(verb))]
}

/** The longest verb that the words begin with. */
function verbOf(before: readonly string[]): Verb | undefined {
  const matching = verbs.filter(({ name }) => `${before.join(' ')} `.startsWith(`${name} `))
  return matching.sort((a, b) => b.name.length - a.name.length)[0]
}

/** What verbs go on with after these words. */
function wordsAfter(before: readonly string[]): string[] {
  const names = verbs.map(({ name }) => name.split(' ')).filter((words) => before.every((word, i) => word === words[i]))
  const following = names.flatMap((words) => words[before.length] ?? [])
  return before.length === 0 ? [...following, 'help', '--help', '--version'] : following
}

/** The values of an option: its words where it takes one of a few, else the names that it can be given. */
async function valuesOf(name: string, { description }: OptionSpec): Promise<readonly string[]> {
  if (name === 'data') return datasetNames()
  if (name === 'benchmark') return ['none', ...(await strategyNames()), ...(await datasetNames())]
  if (name === 'strategy') return strategyNames()
  // The description of an option that takes one of a few words is those words.
  return /^[\w./-]+(, [\w./-]+)+$/.test(description) ? description.split(', ') : []
}

async function operandsOf({ name, arguments: operands = '' }: Verb): Promise<readonly string[]> {
  const [kind = ''] = /[\w|]+/.exec(operands) ?? []
  if (kind === 'strategy') return strategyNames()
  if (kind === 'run') return storedRuns()
  if (kind === 'shell') return (await import('./completion.js')).shells
  if (name === 'metrics') return (await import('../../metrics/metric.js')).metricIds
  return name.startsWith('data ') && /name|pattern/.test(kind) ? datasetNames() : []
}

async function strategyNames(): Promise<readonly string[]> {
  return (await import('../../strategy/locate-strategy.js')).strategyNames(process.cwd())
}

async function datasetNames(): Promise<string[]> {
  const { bundledCatalogFolder, userCatalogFolder } = await import('../../data/catalog/catalog.js')
  return [userCatalogFolder(), bundledCatalogFolder()].flatMap((folder) => foldersWith(folder, 'dataset.json'))
}

/** The runs, and `latest` where there is one. */
async function storedRuns(): Promise<readonly string[]> {
  const names = await (await import('../../report/run-store/run-names.js')).runNames('reports')
  return names.length === 0 ? [] : [...names, 'latest']
}

/** The names of those folders in a folder that hold a file: cheaper than reading any of them. */
function foldersWith(folder: string, file: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => !name.startsWith('.') && existsSync(join(folder, name, file)))
}
