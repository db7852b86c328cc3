// What a run is asked to do, put together from flags, BENCH_ variables and a config file: a flag beats a variable beats the file.

import { z } from 'zod'
import { type BacktestConfigInput, backtestConfigSchema } from '../../engine/config.js'
import { BenchError } from '../../std/errors.js'
import { flagOf, type OptionSpec, readText, variableOf } from '../options.js'
import type { ConfigFile } from './config-file.js'
import { type BacktestOptions, backtestOptions } from './options.js'

export type Origin = 'config' | 'flag' | 'environment'

export interface Settings {
  /** The engine's fields that somebody set, checked. */
  readonly engine: BacktestConfigInput
  /** Who set each option. */
  readonly sources: Readonly<Record<string, Origin>>
  /** The options of the run around the engine, and of this command line. */
  readonly run: BacktestOptions
  /** Parameters of the strategy: typed ones from the file below texts from flags. */
  readonly params: { readonly typed: Readonly<Record<string, unknown>>; readonly texts: readonly (readonly [string, string])[] }
}

/** Merges the three layers. Fails with the code of the layer at fault and the flag, variable or line to mend. */
export async function resolveSettings(flags: BacktestOptions, environment: NodeJS.ProcessEnv): Promise<Settings> {
  const file = await readFile(flags.config)
  const engine: Record<string, unknown> = {}
  const sources: Record<string, Origin> = {}
  const run: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries<OptionSpec>(backtestOptions)) {
    const found = find(name, spec, flags, environment, file)
    if (found === null) continue
    if (spec.belongs !== 'line') sources[name] = found.origin
    if (spec.belongs === 'engine') engine[name] = checkField(name, found.value, found.where)
    else run[name] = found.value
  }
  return { engine, sources, run, params: { typed: file?.params ?? {}, texts: flags.param ?? [] } }
}

/** The YAML reader is loaded only for a file: it costs 30 ms. */
async function readFile(path: string | undefined): Promise<ConfigFile | null> {
  if (path === undefined) return null
  const { readConfigFile } = await import('./config-file.js')
  return readConfigFile(path)
}

interface Found {
  readonly value: unknown
  readonly origin: Origin
  /** As a message names the place: `--cash`, `BENCH_CASH`, `bench.yaml:3`. */
  readonly where: string
}

function find(
  name: string,
  spec: OptionSpec,
  flags: BacktestOptions,
  environment: NodeJS.ProcessEnv,
  file: ConfigFile | null,
): Found | null {
  const flag = flags[name as keyof BacktestOptions]
  // Commander yields `true` for a negative switch that nobody gave.
  if (flag !== undefined && !(spec.negative && flag === true)) return { value: flag, origin: 'flag', where: flagOf(name, spec) }
  if (spec.belongs === 'line') return null
  const variable = variableOf(name)
  const text = environment[variable]
  if (text !== undefined && text !== '') return { value: fromVariable(spec, text, variable), origin: 'environment', where: variable }
  const entry = file?.entries.get(name)
  return entry === undefined ? null : { value: entry.value, origin: 'config', where: entry.where }
}

/** A list in a variable is separated by commas. */
function fromVariable(spec: OptionSpec, text: string, variable: string): unknown {
  return spec.many ? text.split(',').map((part) => readText(spec, part.trim(), variable)) : readText(spec, text, variable)
}

/** The schema's own rule for one field, so that a bad number is refused under the name it was given by. */
function checkField(name: string, value: unknown, where: string): unknown {
  const schema: z.ZodType = backtestConfigSchema.shape[name as keyof typeof backtestConfigSchema.shape]
  const result = schema.safeParse(value)
  if (result.success) return value
  const description = backtestOptions[name as keyof typeof backtestOptions].description
  const range = rangeOf(schema)
  throw new BenchError(
    'BAD_CONFIG',
    `${where}: ${firstMessage(result.error)}`,
    `${name}${range === null ? '' : ` (${range})`}: ${description}`,
  )
}

/** With the name inside the option at which it stands. */
function firstMessage(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue === undefined) return z.prettifyError(error)
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
}

/** The bounds of a number, as a hint says them; null for what has none. */
function rangeOf(schema: z.ZodType): string | null {
  const { minimum, maximum, exclusiveMinimum } = z.toJSONSchema(schema, { io: 'input' })
  const bounds = [
    isBound(exclusiveMinimum) ? `above ${exclusiveMinimum}` : isBound(minimum) ? `from ${minimum}` : null,
    isBound(maximum) ? `up to ${maximum}` : null,
  ].filter((bound) => bound !== null)
  return bounds.length === 0 ? null : bounds.join(' ')
}

/** Whole numbers have the safe integers for bounds. */
function isBound(bound: unknown): boolean {
  return typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER
}
