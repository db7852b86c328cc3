// Parameters of a strategy from the command line: texts become what the schema wants, and every complaint names the parameter.

import type { z } from 'zod'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import type { ParamLayers } from './settings.js'

export interface GivenParams {
  readonly values: Record<string, unknown>
  /** Those of the strategy's own file that hold. */
  readonly own: readonly string[]
  /** Exceptions that a file makes from a parameter which was given after it: they do not hold. */
  readonly leftOut: readonly string[]
}

/** The parameters as given, ready for the engine. Errors: `UNKNOWN_PARAMETER`, `BAD_PARAMETER`. */
export function readParams({ name, params: schema }: Strategy, { own, typed, texts }: ParamLayers): GivenParams {
  const fields = fieldsOf(schema)
  const layers = [
    named(Object.entries(own), fields),
    named(Object.entries(typed), fields),
    named(texts, fields, (field, text) => (fields?.[field] === undefined ? text : coerce(fields[field], text))),
  ]
  const { values, leftOut } = merged(layers, fields)
  if (fields !== null) for (const key of Object.keys(values)) if (!(key in fields)) throw unknownParameter(name, key, fields)
  const issue = schema.safeParse(values).error?.issues[0]
  if (issue !== undefined) throw badParameter(name, issue, values)
  const [ofOwn, ...above] = layers
  const left = [...(ofOwn?.keys() ?? [])].filter((key) => key in values && !above.some((layer) => layer.has(key)))
  return { values, own: left, leftOut }
}

/** Without what the strategy's own file says of instruments that the run does not have: it was written for other data. */
export function forInstruments({ params: schema }: Strategy, given: GivenParams, ids: readonly string[]): GivenParams {
  const fields = fieldsOf(schema)
  const byInstrument = given.own.filter((key) => (fields?.[key] as z.ZodType | undefined)?.meta?.()?.keys === 'instrument')
  const values = { ...given.values }
  for (const key of byInstrument) {
    const kept = Object.entries(values[key] as object).filter(([id]) => ids.includes(id))
    if (kept.length > 0) values[key] = Object.fromEntries(kept)
    else delete values[key]
  }
  return { ...given, values, own: given.own.filter((key) => key in values) }
}

type Layer = ReadonlyMap<string, unknown>

function named<Value>(
  entries: readonly (readonly [string, Value])[],
  fields: Fields | null,
  read: (field: string, value: Value) => unknown = (_, value) => value,
): Layer {
  return new Map(entries.map(([key, value]) => [nameOf(key, fields), read(nameOf(key, fields), value)]))
}

/** A layer goes before those below it: where it sets a parameter anew, exceptions that they make from it go too. */
function merged(layers: readonly Layer[], fields: Fields | null): Pick<GivenParams, 'values' | 'leftOut'> {
  const exceptions = exceptionsIn(fields)
  const values: Record<string, unknown> = {}
  const gone = new Set<string>()
  for (const layer of layers) {
    for (const [key, from] of exceptions) {
      if (!layer.has(from) || !(key in values)) continue
      delete values[key]
      gone.add(key)
    }
    Object.assign(values, Object.fromEntries(layer))
  }
  return { values, leftOut: [...gone].filter((key) => !(key in values)) }
}

/** Parameters that are exceptions from another, as `.meta({ exceptionsFrom: 'threshold' })` says. */
function exceptionsIn(fields: Fields | null): readonly (readonly [string, string])[] {
  return Object.entries(fields ?? {}).flatMap(([key, schema]) => {
    const from = (schema as z.ZodType).meta?.()?.exceptionsFrom
    return typeof from === 'string' ? [[key, from] as const] : []
  })
}

type Fields = Readonly<Record<string, z.core.$ZodType>>

/** `min_spread_bps` and `min-spread-bps` are minSpreadBps, where the schema has that and not the other. */
function nameOf(key: string, fields: Fields | null): string {
  if (fields === null || key in fields) return key
  const camel = key.replace(/[_-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return camel in fields ? camel : key
}

/** The fields of an object schema; null for a schema of another kind, which judges for itself. */
function fieldsOf(schema: z.core.$ZodType): Fields | null {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'object') return def.shape
  return 'innerType' in def ? fieldsOf(def.innerType) : def.type === 'pipe' ? fieldsOf(def.in) : null
}

/** A text that does not fit stays a text, and the schema says what is wrong with it. */
function coerce(schema: z.core.$ZodType, text: string): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'array':
      return text === '' ? [] : text.split(',').map((part) => coerce(def.element, part.trim()))
    case 'literal':
      return def.values.find((value) => String(value) === text) ?? text
    case 'union':
      return def.options.map((option) => coerce(option, text)).find((value) => typeof value !== 'string') ?? text
    case 'null':
      return text === 'null' ? null : text
    case 'nullable':
      return text === 'null' ? null : coerce(def.innerType, text)
    case 'pipe':
      return coerce(def.in, text)
    case 'default':
    case 'prefault':
    case 'optional':
    case 'readonly':
    case 'catch':
    case 'nonoptional':
      return coerce(def.innerType, text)
    default:
      return text
  }
}

function unknownParameter(strategy: string, key: string, fields: Fields): BenchError {
  const names = Object.keys(fields)
  const known =
    names.length === 0 ? `${strategy} has none` : `${strategy} has ${names.map((name) => describe(name, fields[name])).join(', ')}`
  return new BenchError(
    'UNKNOWN_PARAMETER',
    `${strategy} has no parameter '${key}'`,
    [didYouMean(key, names), known].filter(Boolean).join(' '),
  )
}

/** `fast (default 10)` */
function describe(name: string, schema: z.core.$ZodType | undefined): string {
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def
  return def?.type === 'default' ? `${name} (default ${String(def.defaultValue)})` : name
}

function badParameter(strategy: string, issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): BenchError {
  const key = issue.path.map(String).join('.')
  const value = issue.path.length > 0 && String(issue.path[0]) in given ? ` = ${JSON.stringify(given[String(issue.path[0])])}` : ''
  const hint = key === '' ? `look at the params of ${strategy}` : `set another with --param ${key}=VALUE`
  return new BenchError('BAD_PARAMETER', `${strategy}: ${key === '' ? 'the parameters' : key}${value}: ${issue.message}`, hint)
}
