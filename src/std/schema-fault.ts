// What a schema found wrong, in one line: where, and what it takes there. Of a choice of forms that is the one which the value came nearest to.

import type { z } from 'zod'

export interface SchemaFault {
  readonly path: readonly string[]
  readonly message: string
  /** The key at this path that the schema does not have. */
  readonly key?: string | undefined
  /** The words that may stand there, where nothing else may. */
  readonly words?: readonly string[] | undefined
}

/** The first fault of some; null for none. */
export function firstFault(error: z.ZodError | undefined): SchemaFault | null {
  const issue = firstIssue(error?.issues ?? [])
  return issue === undefined ? null : faultOf(issue)
}

/** A key that is misspelt comes before the one that is missing for it. */
function firstIssue(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  return issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
}

/** `breakers.drawdown: expected "off" or object, received string`; without a place where it is the whole value. */
export function faultText({ path, message }: SchemaFault): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`
}

function faultOf(issue: z.core.$ZodIssue): SchemaFault {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') return { path, message: issue.message, key: issue.keys[0] }
  if (issue.code === 'invalid_value') return { path, message: plain(issue.message), words: issue.values.map(String) }
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { path, message: plain(issue.message) }
  const key = keyOfNone(issue.errors)
  if (key !== undefined) return { path, message: `Unrecognized key: "${key}"`, key }
  const forms = nearestForms(issue.errors).flatMap(([first]) => (first === undefined ? [] : [faultOf(first)]))
  const deepest = Math.max(0, ...forms.map((form) => form.path.length))
  const nearest = forms.filter((form) => form.path.length === deepest)
  // Where the value has the shape of no form, each says what it would take.
  if (deepest === 0) {
    const message = [...new Set(nearest.map(({ message }) => message))].join(', or ')
    return { path, message, words: nearest.every(({ words }) => words) ? nearest.flatMap(({ words = [] }) => words) : undefined }
  }
  const [own] = nearest as [SchemaFault]
  return { ...own, path: [...path, ...own.path] }
}

/** One that every form refuses. */
function keyOfNone(forms: readonly (readonly z.core.$ZodIssue[])[]): string | undefined {
  const [first = [], ...others] = forms.map((issues) =>
    issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [])),
  )
  return first.find((key) => others.every((keys) => keys.includes(key)))
}

/** Of the forms whose shape the value has, those that know most of its keys; all of them where it has the shape of none. */
function nearestForms(forms: readonly (readonly z.core.$ZodIssue[])[]): readonly (readonly z.core.$ZodIssue[])[] {
  const distances = forms.map(strangersIn)
  const least = Math.min(...distances)
  return forms.filter((_, form) => distances[form] === least)
}

/** Keys that a form does not have; Infinity where the value has another shape. */
function strangersIn(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.path.length > 0) return sum
    if (issue.code === 'unrecognized_keys') return sum + issue.keys.length
    if (issue.code === 'invalid_union') return sum + Math.min(...issue.errors.map(strangersIn))
    return issue.code === 'invalid_type' || issue.code === 'invalid_value' ? Number.POSITIVE_INFINITY : sum
  }, 0)
}

function plain(message: string): string {
  return message.replace(/^Invalid (input|option): /, '')
}
