// What a schema found wrong, in one line: where, and what it takes there. Of a choice of forms that is the one which the value came nearest to.

import type { z } from 'zod'

export interface SchemaFault {
  readonly path: readonly string[]
  readonly message: string
}

/** The first fault of some; null for none. */
export function firstFault(error: z.ZodError | undefined): SchemaFault | null {
  const issue = error?.issues[0]
  return issue === undefined ? null : faultOf(issue)
}

/** `breakers.drawdown: expected "off" or object, received string`; without a place where it is the whole value. */
export function faultText({ path, message }: SchemaFault): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`
}

function faultOf(issue: z.core.$ZodIssue): SchemaFault {
  const path = issue.path.map(String)
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { path, message: plain(issue.message) }
  const forms = issue.errors.flatMap(([first]) => (first === undefined ? [] : [faultOf(first)]))
  const deepest = Math.max(0, ...forms.map((form) => form.path.length))
  const nearest = forms.filter((form) => form.path.length === deepest)
  // Where the value has the shape of no form, each says what it would take.
  if (deepest === 0) return { path, message: [...new Set(nearest.map(({ message }) => message))].join(', or ') }
  const [own] = nearest as [SchemaFault]
  return { path: [...path, ...own.path], message: own.message }
}

function plain(message: string): string {
  return message.replace(/^Invalid (input|option): /, '')
}
