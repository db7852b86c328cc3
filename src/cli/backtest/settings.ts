// What a run is asked to do, put together in layers: a flag beats a BENCH_ variable, that the user's config file, that the file which the strategy brings along.

import { resolve } from 'node:path'
import { z } from 'zod'
import { type BacktestConfigInput, backtestConfigSchema } from '../../engine/config/config.js'
import { BenchError } from '../../std/errors.js'
import { faultText, firstFault } from '../../std/schema-fault.js'
import { flagOf, type OptionSpec, readText, variableOf } from '../options.js'
import type { ConfigFile } from './config-file.js'
import { type BacktestOptions, backtestOptions } from './options.js'

export type Origin = 'config' | 'flag' | 'environment' | 'strategy'

export interface Settings {
  /** The engine's fields that somebody set, checked. */
  readonly engine: BacktestConfigInput
  /** Who set each option. */
  readonly sources: Readonly<Record<string, Origin>>
  /** The options of the run around the engine, and of this command line. */
  readonly run: BacktestOptions
  /** The file that the strategy brought along, of which the options of origin `strategy` are; null where it has none. */
  readonly ownFile: string | null
  readonly params: ParamLayers
}

/** Parameters of the strategy: those of its own file below those of the user's file, and both below texts from flags. */
export interface ParamLayers {
  readonly own: Readonly<Record<string, unknown>>
  readonly typed: Readonly<Record<string, unknown>>
  readonly texts: readonly (readonly [string, string])[]
}

/**
 * Merges the layers; `own` is the path of the strategy's own file, if it has one: where the user names that file, it is his. Fails with the code of the
 * layer at fault and the flag, variable or line to mend.
 */
export async function resolveSettings(
  flags: BacktestOptions,
  environment: NodeJS.ProcessEnv,
  own: string | null = null,
): Promise<Settings> {
  const ownFile = own !== null && flags.config !== undefined && resolve(own) === resolve(flags.config) ? null : own
  const layers: Layers = { flags, environment, file: await readFile(flags.config), own: await readFile(ownFile ?? undefined) }
  // What the strategy's file says of data is about its own: other data is read as the user says.
  const brings = (spec: OptionSpec): boolean =>
    !dataGroups.has(spec.group) || find('data', backtestOptions.data, layers)?.origin === 'strategy'
  const engine: Record<string, unknown> = {}
  const sources: Record<string, Origin> = {}
  const run: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries<OptionSpec>(backtestOptions)) {
    const found = find(name, spec, layers)
    if (found === null || (found.origin === 'strategy' && !brings(spec))) continue
    if (spec.belongs !== 'line') sources[name] = found.origin
    if (spec.belongs === 'engine') engine[name] = checkField(name, found.value, found.where)
    else run[name] = found.value
  }
  for (const [name, { value, origin, where }] of withoutOption(layers)) {
    sources[name] = origin
    engine[name] = checkField(name, value, where)
  }
  const params = { own: layers.own?.params ?? {}, typed: layers.file?.params ?? {}, texts: flags.param ?? [] }
  return { engine, sources, run, params, ownFile }
}

/** Options that say what bars are, and how they are read. */
const dataGroups: ReadonlySet<string> = new Set([backtestOptions.data.group, backtestOptions.symbol.group])

interface Layers {
  readonly flags: BacktestOptions
  readonly environment: NodeJS.ProcessEnv
  readonly file: ConfigFile | null
  readonly own: ConfigFile | null
}

/** Fields of the engine that only a file can set: what has parts makes no flag. */
function withoutOption({ file, own }: Layers): readonly (readonly [string, Found])[] {
  const fields = Object.keys(backtestConfigSchema.shape).filter((name) => !(name in backtestOptions))
  return fields.flatMap((name) => {
    const found = inFiles(name, file, own)
    return found === null ? [] : [[name, found] as const]
  })
}

function inFiles(name: string, file: ConfigFile | null, own: ConfigFile | null): Found | null {
  const entry = file?.entries.get(name)
  if (entry !== undefined) return { ...entry, origin: 'config' }
  const brought = own?.entries.get(name)
  return brought === undefined ? null : { ...brought, origin: 'strategy' }
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

function find(name: string, spec: OptionSpec, { flags, environment, file, own }: Layers): Found | null {
  const flag = flags[name as keyof BacktestOptions]
  // Commander yields `true` for a negative switch that nobody gave.
  if (flag !== undefined && !(spec.negative && flag === true)) return { value: flag, origin: 'flag', where: flagOf(name, spec) }
  if (spec.belongs === 'line') return null
  const variable = variableOf(name)
  const text = environment[variable]
  if (text !== undefined && text !== '') return { value: fromVariable(spec, text, variable), origin: 'environment', where: variable }
  return inFiles(name, file, own)
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
  const option = backtestOptions[name as keyof typeof backtestOptions] as OptionSpec | undefined
  const description = option?.description ?? schema.description ?? 'bench config has its form'
  const range = rangeOf(schema)
  throw new BenchError(
    'BAD_CONFIG',
    `${where}: ${firstMessage(result.error)}`,
    `${name}${range === null ? '' : ` (${range})`}: ${description}`,
  )
}

/** With the name inside the option at which it stands. */
function firstMessage(error: z.ZodError): string {
  const fault = firstFault(error)
  return fault === null ? z.prettifyError(error) : faultText(fault)
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
