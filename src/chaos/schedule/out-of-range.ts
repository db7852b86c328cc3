// Numbers of a schedule that are out of their range: all of them, each with its range, and the share that a percent was probably meant to be.

import type { z } from 'zod'
import { nodesAt } from '../../std/misfit.js'

interface OutOfRange {
  /** `entries.0.when.drawdown: 5 is not above 0 and at most 1; …` */
  readonly message: string
  /** `5 % is 0.05`; null where no percent can have been meant. */
  readonly hint: string | null
}

/** Null where nothing is out of its range. */
export function outOfRange(value: unknown, schema: z.ZodType): OutOfRange | null {
  const paths = pathsIn(schema.safeParse(value).error?.issues ?? [])
  if (paths.length === 0) return null
  const faults = paths.map((path) => faultAt(path, value, schema))
  const hints = new Set(faults.flatMap(({ meant }) => meant ?? []))
  return { message: faults.map(({ says }) => says).join('; '), hint: hints.size === 0 ? null : [...hints].join(', ') }
}

type Issue = z.core.$ZodIssue

/** Of a choice of forms, those of the form of which nothing else is wrong. */
function pathsIn(issues: readonly Issue[]): readonly (readonly string[])[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String)
    if (isOfRange(issue)) return [path]
    const form = issue.code === 'invalid_union' ? issue.errors.find((inner) => inner.length > 0 && inner.every(isOfRange)) : undefined
    return pathsIn(form ?? []).map((inner) => [...path, ...inner])
  })
}

function isOfRange(issue: Issue): boolean {
  return (issue.code === 'too_big' || issue.code === 'too_small') && (issue.origin === 'number' || issue.origin === 'int')
}

function faultAt(path: readonly string[], whole: unknown, schema: z.ZodType) {
  const value = path.reduce((inner, step) => (inner as Readonly<Record<string, unknown>>)[step], whole) as number
  const [node = {}] = nodesAt(schema, path).filter(({ type }) => type === 'number' || type === 'integer')
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = node
  const bounds = [bound('above', exclusiveMinimum), bound('at least', minimum), bound('below', exclusiveMaximum), bound('at most', maximum)]
  const isPercent = (maximum ?? exclusiveMaximum) === 1 && value > 1 && value <= 100
  return {
    says: `${path.join('.')}: ${value} is not ${bounds.filter((text) => text !== null).join(' and ')}`,
    meant: isPercent ? `${value} % is ${value / 100}` : null,
  }
}

/** What a whole number of a double cannot exceed anyway is no bound of anybody's. */
function bound(word: string, at: unknown): string | null {
  return typeof at !== 'number' || Math.abs(at) === Number.MAX_SAFE_INTEGER ? null : `${word} ${at}`
}
