// How the text of the limits of pre-trade risk is read: one value for each name.

import type { RiskLimits } from '../risk/limits.js'
import { BenchError } from '../std/errors.js'
import { number, onlyOnce, pair, shareUpTo } from './readers.js'

export const limitsForms = 'profile or orderValue=10000, positionEquity=10%, messages=5/20'

/** `profile` for those of the risk profile; else limits by name, the two numbers of a rate with a stroke between. */
export function limits(text: string): RiskLimits {
  if (text === 'profile') return {}
  return onlyOnce(
    text.split(',').map((part) => {
      const [name, value] = pair(part.trim())
      return [name, limitOf(name, value)] as const
    }),
    `give each limit once: ${limitsForms}`,
  )
}

/** The engine's config knows which names there are and what bounds each. */
function limitOf(name: string, value: string): unknown {
  if (value === 'unlimited' || name === 'selfMatch') return value
  if (name === 'messages') return rate(value, 'reject', 'terminate')
  if (name === 'repeatedExecutions') return rate(value, 'count', 'seconds')
  return value.endsWith('%') ? shareUpTo(100)(value) : number(value)
}

function rate(value: string, first: string, second: string): Record<string, number> {
  const [one, other, ...more] = value.split('/')
  if (one === undefined || other === undefined || more.length > 0)
    throw new BenchError('USAGE', `'${value}' is not ${first} and ${second}`, `write ${limitsForms}`)
  return { [first]: number(one), [second]: number(other) }
}
