// What does not fit a schema, told by name: a key that is none, or a word that may not stand there, with the nearest that may.

import { z } from 'zod'
import { didYouMean } from './did-you-mean.js'
import { faultText, firstFault } from './schema-fault.js'

export interface Misfit {
  /** Where, down to a key that is none. */
  readonly path: readonly string[]
  /** `'depth.agian' is not a key` */
  readonly message: string
  /** The nearest name, or those that there are where they are few; null where no name is wrong. */
  readonly hint: string | null
}

/** More are no hint. */
const MOST_NAMES = 12

/** The first one of a value; null where it fits. */
export function misfitOf(value: unknown, schema: z.ZodType): Misfit | null {
  const fault = firstFault(schema.safeParse(value).error)
  if (fault === null) return null
  const { path, key, words = [] } = fault
  if (key !== undefined) {
    const whole = [...path, key]
    return { path: whole, message: `'${whole.join('.')}' is not a key`, hint: nearestOr('the keys are', key, keysAt(schema, path)) }
  }
  const given = path.reduce((inner, step) => (inner as Readonly<Record<string, unknown>> | undefined)?.[step], value)
  if (typeof given !== 'string' || words.length === 0) return { path, message: faultText(fault), hint: null }
  return { path, message: faultText({ path, message: `'${given}' may not stand there` }), hint: nearestOr('write', given, words) }
}

function nearestOr(all: string, typed: string, names: readonly string[]): string | null {
  return didYouMean(typed, names) ?? (names.length > MOST_NAMES ? null : `${all} ${names.join(', ')}`)
}

/** The keys of whatever form may stand at a path. */
function keysAt(schema: z.ZodType, path: readonly string[]): readonly string[] {
  return nodesAt(schema, path).flatMap(({ properties = {} }) => Object.keys(properties))
}

/** What a schema says of a path, as JSON Schema has it: of each form that may stand there. */
export function nodesAt(schema: z.ZodType, path: readonly string[]): readonly Node[] {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node
  return path.reduce((nodes, step) => nodes.flatMap((node) => inside(node, step)).flatMap(formsOf), formsOf(whole))
}

type Node = z.core.JSONSchema.JSONSchema

function formsOf(node: Node): readonly Node[] {
  return [node, ...((node.anyOf ?? []) as readonly Node[]).flatMap(formsOf)]
}

function inside({ properties = {}, items, additionalProperties }: Node, step: string): readonly Node[] {
  return [properties[step], items, additionalProperties].filter((one): one is Node => typeof one === 'object' && !Array.isArray(one))
}
