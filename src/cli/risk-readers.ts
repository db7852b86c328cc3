// How the text of the limits of pre-trade risk is read: one value for each name.

import type { RiskLimits } from '../risk/limits.js'
import { BenchError } from '../std/errors.js'
import { number, onlyOnce, pair, shareUpTo } from './readers.js'

export const limitsForms = 'profile or orderValue=10000, positionEquity=10%, messages=5/20'

/** `profile` for those of the risk profile; else limits by name, the numbers of a rate with a stroke between. */
export function limits(text: string): RiskLimits {
  if (text === 'profile') return {}
  return onlyOnce(
    text.split(',').map((part) => {
      const [name, value] = named(part.trim())
      return [name, limitOf(name, value)] as const
    }),
    `give each limit once: ${limitsForms}`,
  )
}

/** A name with its bound. */
function named(text: string): readonly [name: string, value: string] {
  if (/^[^=]+=./.test(text)) return pair(text)
  throw new BenchError('USAGE', `'${text}' is no limit with its bound`, `write ${limitsForms}`)
}

/** The engine's config knows which names there are and what bounds each. */
function limitOf(name: string, value: string): unknown {
  if (value === 'null') return null
  if (value === 'unlimited' || name === 'selfMatch' || name === 'overExit') return value
  if (name === 'messages') return rate(value, ['reject', 'terminate'], 'account')
  if (name === 'repeatedExecutions') return rate(value, ['count', 'seconds'])
  return value.endsWith('%') ? shareUpTo(100)(value) : number(value)
}

function rate(value: string, names: readonly [string, string], last?: string): Record<string, number> {
  const parts = value.split('/')
  const all = last === undefined || parts.length === names.length ? names : [...names, last]
  if (parts.length !== all.length) throw new BenchError('USAGE', `'${value}' is not ${names.join(' and ')}`, `write ${limitsForms}`)
  return Object.fromEntries(all.map((name, index) => [name, number(parts[index] as string)]))
}
