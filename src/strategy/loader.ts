// Loads a strategy from a name or a path: TypeScript works, also outside the clone, and stack traces have the file's own lines.

import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import { bundleStrategy, type StrategyBundle } from './bundle-strategy.js'
import type { Strategy } from './define-strategy.js'
import { locateStrategy } from './locate-strategy.js'

export interface LoadedStrategy {
  readonly strategy: Strategy
  /** Hex sha256 of the bundled source: equal for equal code, wherever it lies. */
  readonly sourceHash: string
  /** Absolute path of the file. */
  readonly path: string
}

/** Finds, compiles and imports a strategy. Errors: `UNKNOWN_STRATEGY`, `NO_SUCH_FILE`, `BAD_STRATEGY`. */
export async function loadStrategy(nameOrPath: string, { cwd }: { readonly cwd: string }): Promise<LoadedStrategy> {
  const path = locateStrategy(nameOrPath, cwd)
  const bundle = await bundleStrategy(path)
  const module = await importBundle(bundle, path)
  return { strategy: checkStrategy(module.default, basename(path)), sourceHash: bundle.hash, path }
}

/** Node keeps the source map of a module that it loaded, so the files can go at once; also when Ctrl-C comes while it loads. */
async function importBundle({ code, map }: StrategyBundle, path: string): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), `trading-bench-${process.pid}-`))
  const file = join(folder, 'strategy.mjs')
  const clear = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', clear)
  try {
    await writeFile(`${file}.map`, withSourceRoot(map, dirname(path)))
    await writeFile(file, `${code}//# sourceMappingURL=strategy.mjs.map\n`)
    process.setSourceMapsEnabled(true)
    return await import(/* @vite-ignore */ pathToFileURL(file).href)
  } catch (cause) {
    throw new BenchError('BAD_STRATEGY', `${basename(path)} failed while it was loaded: ${messageOf(cause)}`, 'mend that line', { cause })
  } finally {
    process.off('exit', clear)
    clear()
  }
}

function withSourceRoot(map: string, folder: string): string {
  return JSON.stringify({ ...JSON.parse(map), sourceRoot: `${pathToFileURL(folder).href}/` })
}

const handlers = ['onStart', 'onBar', 'onBars', 'onFill', 'onTimer', 'onEnd'] as const

function checkStrategy(value: unknown, file: string): Strategy {
  if (value === undefined || value === null || typeof value !== 'object')
    throw bad(file, 'has no strategy as its default export', 'write: export default defineStrategy({ name, params, onBar() {} })')
  const fields = value as Readonly<Record<string, unknown>>
  if (typeof fields.name !== 'string' || fields.name === '') throw bad(file, 'exports a strategy without a name', "add name: 'my-strategy'")
  if (!isSchema(fields.params))
    throw bad(file, 'exports a strategy whose params are not a zod schema', 'write params: z.object({}) when it has none')
  refuseUnknownHandlers(fields, file)
  if (!handlers.some((name) => typeof fields[name] === 'function'))
    throw bad(file, 'exports a strategy without a handler', `give it one of ${handlers.join(', ')}`)
  return value as Strategy
}

/** A misspelt handler would never be called: silence is the worst answer to it. */
function refuseUnknownHandlers(fields: Readonly<Record<string, unknown>>, file: string): void {
  for (const name of Object.keys(fields)) {
    if (!/^on/i.test(name) || (handlers as readonly string[]).includes(name)) continue
    throw bad(file, `has a handler '${name}' that nothing calls`, didYouMean(name, handlers) ?? `the handlers are ${handlers.join(', ')}`)
  }
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'safeParse' in value
}

function bad(file: string, what: string, hint: string): BenchError {
  return new BenchError('BAD_STRATEGY', `${file} ${what}`, hint)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
