// Reads a config file: YAML 1.2 core (and so JSON), unknown keys are errors, and every complaint names the line.

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { misfitOf } from '../../std/misfit.js'
import { type OptionSpec, readText } from '../options.js'
import { backtestOptions } from './options.js'
import { runConfigSchema } from './run-config.js'

export interface ConfigFile {
  /** Values by option name, texts already read, with the place of each: `bench.yaml:3`. */
  readonly entries: ReadonlyMap<string, { readonly value: unknown; readonly where: string }>
  readonly params: Readonly<Record<string, unknown>>
}

/** Errors: `NO_SUCH_FILE`; `BAD_CONFIG` with file, line and key. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new BenchError('NO_SUCH_FILE', `the config file ${path} cannot be read`, 'look at --config', { cause })
  })
  return parseConfig(text, basename(path))
}

/** The same of a text; `name` stands for the file in messages. */
export function parseConfig(text: string, name: string): ConfigFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.2', schema: 'core', lineCounter: lines, prettyErrors: false })
  const place = new Place(name, document, lines)
  const [syntax] = document.errors
  if (syntax !== undefined) throw bad(`${place.at(syntax.pos[0])}: ${syntax.message}`, 'the file is YAML 1.2 or JSON')
  const content: unknown = document.toJS() ?? {}
  if (!isRecord(content)) throw bad(`${name}: holds no keys`, 'write lines such as cash: 50000')
  refuseUnknownKeys(content, place)
  const entries = new Map(
    Object.entries(content).map(([key, value]) => [key, { value: readValue(key, value, place), where: place.of(key) }]),
  )
  check(entries, place)
  const params = entries.get('params')?.value ?? {}
  entries.delete('params')
  return { entries, params: params as Record<string, unknown> }
}

/** Where a key stands in the file. */
class Place {
  readonly #name: string
  readonly #document: Document.Parsed
  readonly #lines: LineCounter

  constructor(name: string, document: Document.Parsed, lines: LineCounter) {
    this.#name = name
    this.#document = document
    this.#lines = lines
  }

  at(offset: number): string {
    return `${this.#name}:${this.#lines.linePos(offset).line}`
  }

  of(key: string): string {
    const { contents } = this.#document
    const pair = isMap(contents) ? contents.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined
    return pair !== undefined && isNode(pair.key) && pair.key.range ? this.at(pair.key.range[0]) : this.#name
  }
}

function refuseUnknownKeys(content: Readonly<Record<string, unknown>>, place: Place): void {
  const known = Object.keys(runConfigSchema.shape)
  for (const key of Object.keys(content)) {
    if (known.includes(key)) continue
    throw bad(`${place.of(key)}: '${key}' is not a key`, didYouMean(key, known) ?? `the keys are ${known.join(', ')}`)
  }
}

/** A text goes through the flag's own reader, so that `0.005/share` and `10%` mean the same everywhere; one name is a list of one. */
function readValue(key: string, value: unknown, place: Place): unknown {
  const spec: OptionSpec | undefined = (backtestOptions as Readonly<Record<string, OptionSpec>>)[key]
  if (spec === undefined) return value
  const read = (text: unknown): unknown =>
    typeof text === 'string' ? asConfigError(() => readText(spec, text, `${place.of(key)}: ${key}`)) : text
  if (!spec.many) return read(value)
  return Array.isArray(value) ? value.map(read) : typeof value === 'string' ? [read(value)] : value
}

function asConfigError<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw error instanceof BenchError ? bad(error.message, error.hint) : error
  }
}

function check(entries: ConfigFile['entries'], place: Place): void {
  const values = Object.fromEntries([...entries].map(([key, { value }]) => [key, value]))
  const misfit = misfitOf(values, runConfigSchema)
  if (misfit === null) return
  const [key = ''] = misfit.path
  const description = runConfigSchema.shape[key as keyof typeof runConfigSchema.shape]?.description ?? ''
  throw bad(`${place.of(key)}: ${misfit.message}`, misfit.hint ?? description)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bad(message: string, hint: string): BenchError {
  return new BenchError('BAD_CONFIG', message, hint)
}
