// What `bench doctor` looks at: each check is one function that gives a status, a line and, where something is to do, a hint.

import { access, constants, readFile, statfs } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundledCatalogFolder, openCatalog, userCatalogFolder } from '../../data/catalog/catalog.js'
import { withDuckDb } from '../../data/duckdb.js'
import { timeZone } from '../../data/time-zone.js'
import { hasFonts } from '../../report/static/png.js'
import { BenchError } from '../../std/errors.js'
import { strategyNames } from '../../strategy/locate-strategy.js'

/** Where to look. */
export interface Places {
  /** The catalog's folder, and the one that holds the runs; the usual ones when absent. */
  readonly catalog?: string
  readonly out?: string
}

export interface Finding {
  readonly status: 'ok' | 'warn' | 'fail'
  readonly text: string
  readonly hint?: string
}

export interface Check {
  readonly name: string
  run(): Promise<Finding>
}

/** In the order in which one thing needs another. */
export function checks({ catalog: folder, out = 'reports' }: Places): readonly Check[] {
  return [
    { name: 'node', run: nodeVersion },
    { name: 'packages', run: packages },
    { name: 'duckdb', run: duckDb },
    { name: 'compiler', run: compiler },
    { name: 'time zones', run: timeZones },
    { name: 'catalog', run: () => catalog(folder) },
    { name: 'strategies', run: strategies },
    { name: 'config', run: config },
    { name: 'reports', run: () => writable(out) },
    { name: 'disk', run: () => disk(out) },
    { name: 'fonts', run: fonts },
  ]
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

interface Manifest {
  readonly version: string
  readonly engines: { readonly node: string }
  readonly dependencies: Readonly<Record<string, string>>
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
}

async function nodeVersion(): Promise<Finding> {
  const { version, engines } = await manifestOf(root)
  const needed = engines.node.replace('>=', '')
  const [has, wants] = [process.versions.node, needed].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const isEnough = has[0] !== wants[0] ? (has[0] ?? 0) > (wants[0] ?? 0) : (has[1] ?? 0) >= (wants[1] ?? 0)
  const text = `Node ${process.versions.node}, trading-bench ${version}, ${process.platform} ${process.arch}`
  return isEnough ? { status: 'ok', text } : { status: 'fail', text, hint: `install Node ${needed} or later` }
}

/** Each dependency in the version that was tested: another may work, one that is missing cannot. */
async function packages(): Promise<Finding> {
  const { dependencies } = await manifestOf(root)
  const versions = await Promise.all(Object.keys(dependencies).map(async (name) => [name, await installedVersion(name)] as const))
  const missing = versions.filter(([, version]) => version === null).map(([name]) => name)
  const others = versions.filter(([name, version]) => version !== null && version !== dependencies[name])
  if (missing.length > 0) return { status: 'fail', text: `missing: ${missing.join(', ')}`, hint: 'npm ci in the folder of trading-bench' }
  if (others.length === 0) return { status: 'ok', text: `${versions.length} in the versions that were tested` }
  const told = others.map(([name, version]) => `${name} ${version} instead of ${dependencies[name]}`)
  return { status: 'warn', text: told.join(', '), hint: 'npm ci in the folder of trading-bench brings the tested ones' }
}

async function installedVersion(name: string): Promise<string | null> {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const manifest = await manifestOf(join(folder, name)).catch(() => null)
    if (manifest !== null) return manifest.version
  }
  return null
}

async function duckDb(): Promise<Finding> {
  const version = await withDuckDb(async (connection) => (await connection.runAndReadAll('SELECT version()')).getRows()[0]?.[0])
  return { status: 'ok', text: `DuckDB ${String(version)} loads and answers` }
}

async function compiler(): Promise<Finding> {
  const { transform, version } = await import('esbuild')
  const { code } = await transform('export const one: number = 1', { loader: 'ts' })
  if (code.includes(': number')) throw new BenchError('BAD_STRATEGY', 'esbuild leaves types in', 'npm ci in the folder of trading-bench')
  return { status: 'ok', text: `esbuild ${version} compiles TypeScript` }
}

/** New York changed its clocks on 2024-03-10 at 02:00 and on 2024-11-03 at 02:00. A Node without full ICU data knows no zone. */
async function timeZones(): Promise<Finding> {
  const zone = timeZone('America/New_York')
  const noons = ['2024-03-09', '2024-03-10', '2024-11-02', '2024-11-03'].map((day) => Date.parse(`${day}T12:00:00Z`))
  const hours = noons.map((wall) => (zone.toEpoch(wall) - wall) / 3_600_000)
  const text = `New York noon in 2024 is ${hours.map((hour) => `${hour > 0 ? '+' : ''}${hour}`).join(', ')} hours off UTC around its clock changes`
  if (hours.join() === '5,4,4,5')
    return { status: 'ok', text: `zone data ${process.versions.tz ?? 'of the system'}, New York right in 2024` }
  return { status: 'fail', text, hint: 'use a Node with full ICU data: the official builds have it' }
}

async function catalog(flag: string | undefined): Promise<Finding> {
  const folder = userCatalogFolder(flag)
  const { datasets, damaged } = await openCatalog([folder, bundledCatalogFolder()]).listDatasets()
  const [first] = damaged
  const told = `${datasets.length} datasets: ${datasets.map(({ dataset }) => dataset.name).join(', ')}`
  if (first === undefined) return { status: 'ok', text: told }
  const text = `${damaged.length} damaged in ${folder}: ${first.message}; ${told}`
  return { status: 'fail', text, hint: `import it again with --replace, or delete ${first.folder}` }
}

async function strategies(): Promise<Finding> {
  const names = strategyNames(process.cwd())
  if (names.length > 0) return { status: 'ok', text: names.join(', ') }
  return { status: 'fail', text: 'none found, not even the bundled ones', hint: 'install trading-bench again' }
}

async function config(): Promise<Finding> {
  const file = 'bench.yaml'
  if (!(await isThere(file))) return { status: 'ok', text: `no ${file} here, and none is needed` }
  const { readConfigFile } = await import('../backtest/config-file.js')
  const { entries } = await readConfigFile(file)
  return { status: 'ok', text: `${file} sets ${[...entries.keys()].join(', ') || 'nothing'}` }
}

async function writable(folder: string): Promise<Finding> {
  const place = await nearestFolder(folder)
  const isWritable = await access(place, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (isWritable) return { status: 'ok', text: `${resolve(folder)} can be written` }
  return { status: 'fail', text: `${place} cannot be written`, hint: 'give another folder: --out DIR' }
}

const GIGABYTE = 1e9

async function disk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestFolder(folder))
  const free = (bavail * bsize) / GIGABYTE
  const text = `${free.toFixed(1)} GB free`
  if (free >= 1) return { status: 'ok', text }
  return { status: free < 0.1 ? 'fail' : 'warn', text, hint: 'a run needs a few MB, an import about the size of its file' }
}

/** Only `--png` needs fonts; reports and SVG pictures are drawn where they are looked at. */
async function fonts(): Promise<Finding> {
  if (await hasFonts()) return { status: 'ok', text: 'there are some for --png; reports need no browser here' }
  return { status: 'warn', text: 'none, so --png is refused', hint: 'install one, such as the package fonts-dejavu-core' }
}

/** The folder, or the nearest one above it that is there. */
async function nearestFolder(folder: string): Promise<string> {
  const place = resolve(folder)
  return (await isThere(place)) || dirname(place) === place ? place : nearestFolder(dirname(place))
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
