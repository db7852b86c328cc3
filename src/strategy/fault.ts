// What is wrong with something a strategy gave, and what to do about it.

import { didYouMean } from '../std/did-you-mean.js'

export interface Fault {
  readonly what: string
  readonly hint: string
}

export type Fields = Readonly<Record<string, unknown>>

export function unknownField(of: string, name: string, known: readonly string[]): Fault {
  const all = known.length === 0 ? 'it has no fields' : `it has ${known.join(', ')}`
  return { what: `'${of}' with the field '${name}', which it does not have`, hint: didYouMean(name, known) ?? all }
}

export function wrong(name: string, value: unknown, wanted: string): Fault {
  // JSON has no NaN.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
  return { what: `${name}: ${text}`, hint: `${name} is ${wanted}` }
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** NaN too: risk denies it with its name. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

/** Both bounds are allowed; NaN is not. */
export function isWithin(value: unknown, least: number, most: number): boolean {
  return isNumber(value) && value >= least && value <= most
}
