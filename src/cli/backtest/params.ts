// Parameters of a strategy from the command line: texts become what the schema wants, and every complaint names the parameter.

import type { z } from 'zod'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import type { Settings } from './settings.js'

/** The parameters as given, ready for the engine. Errors: `UNKNOWN_PARAMETER`, `BAD_PARAMETER`. */
export function readParams({ name, params: schema }: Strategy, { typed, texts }: Settings['params']): Record<string, unknown> {
  const fields = fieldsOf(schema)
  const given: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(typed)) given[nameOf(key, fields)] = value
  for (const [key, text] of texts) {
    const field = nameOf(key, fields)
    given[field] = fields?.[field] === undefined ? text : coerce(fields[field], text)
  }
  if (fields !== null) for (const key of Object.keys(given)) if (!(key in fields)) throw unknownParameter(name, key, fields)
  const issue = schema.safeParse(given).error?.issues[0]
  if (issue !== undefined) throw badParameter(name, issue, given)
  return given
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
