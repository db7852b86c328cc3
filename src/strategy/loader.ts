// Loads a strategy from a name or a path: TypeScript works, also outside the clone, and stack traces have the file's own lines.

import { basename } from 'node:path'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import { bundleStrategy } from './bundle-strategy.js'
import type { Strategy } from './define-strategy.js'
import { failedLoading, importBundle } from './import-bundle.js'
import { bundleIsolated } from './isolated/bundle-isolated.js'
import { guardedContext } from './isolated/guarded-context.js'
import type { IsolatedSource } from './isolated/isolated-source.js'
import { locateStrategy } from './locate-strategy.js'

export interface LoadedStrategy {
  readonly strategy: Strategy
  /** Hex sha256 of the bundled source: equal for equal code, wherever it lies. */
  readonly sourceHash: string
  /** Absolute path of the file. */
  readonly path: string
  /** What an isolated host takes; absent where nobody asked for it. */
  readonly isolated?: IsolatedSource | undefined
}

export interface LoadStrategyOptions {
  readonly cwd: string
  /** Whether it is to run in an isolated host: then its code is evaluated in a guarded context alone. */
  readonly isolated?: boolean | undefined
}

/** Finds, compiles and imports a strategy. Errors: `UNKNOWN_STRATEGY`, `NO_SUCH_FILE`, `BAD_STRATEGY`. */
export async function loadStrategy(nameOrPath: string, { cwd, isolated = false }: LoadStrategyOptions): Promise<LoadedStrategy> {
  const path = locateStrategy(nameOrPath, cwd)
  if (isolated) return loadIsolated(path)
  const bundle = await bundleStrategy(path)
  const module = await importBundle(bundle, path)
  return { strategy: checkStrategy(module.default, basename(path)), sourceHash: bundle.hash, path }
}

/** The most that evaluating a file may take. */
const EVALUATION_MS = 2000

/** Its handlers are never called here: only its name, its parameters and which handlers it has are read. */
async function loadIsolated(path: string): Promise<LoadedStrategy> {
  const [{ hash }, isolated] = await Promise.all([bundleStrategy(path), bundleIsolated(path)])
  const strategy = guardedStrategy(isolated, path)
  return { strategy: checkStrategy(strategy, basename(path)), sourceHash: hash, path, isolated }
}

function guardedStrategy({ code }: IsolatedSource, path: string): unknown {
  try {
    return guardedContext(code, EVALUATION_MS).inside.strategy
  } catch (cause) {
    throw failedLoading(path, cause)
  }
}

const handlers = ['onStart', 'onBar', 'onBars', 'onFill', 'onPrediction', 'onSplit', 'onRiskBreach', 'onTimer', 'onEnd'] as const

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
