// How the texts of account options are read: a value for all, or one for each name.

import { BenchError } from '../std/errors.js'
import { count, number, onlyOnce, pair, shareUpTo } from './readers.js'

export const marginRateForms = 'crypto=50%/40%,ES=8%/6%'
export const shortForms = 'unlimited, none, 500lots or GME=1000,default=none'
export const fxCostForms = 'none, ibkr or 0.5bps'
export const borrowFeeForms = '2% or GME=80%,default=1%'

/** `crypto=50%/40%,ES=8%/6%`: initial and maintenance, or one for both; `none` for no rates. */
export function marginRates(text: string): Record<string, { readonly initial: number; readonly maintenance: number }> {
  if (text === 'none') return {}
  return byName(text, marginRateForms, (rates) => {
    const [initial = '', maintenance = initial, ...more] = rates.split('/')
    if (more.length > 0) throw unreadable(text, 'margin rates', marginRateForms)
    return { initial: marginRate(initial), maintenance: marginRate(maintenance) }
  })
}

/** As the engine's config bounds it; each is a fraction of the value. */
const marginRate = shareUpTo(10)
const annualFee = shareUpTo(100)

type Lots = 'unlimited' | 'none' | number

/** `unlimited`, `none`, `500lots`, or lots by name. */
export function shortAvailability(text: string): 'unlimited' | 'none' | { readonly lots: number } | Record<string, Lots> {
  if (text === 'unlimited' || text === 'none') return text
  if (text.endsWith('lots')) return { lots: count(text.slice(0, -4)) }
  if (!text.includes('=')) throw unreadable(text, 'what can be borrowed', shortForms)
  return byName(text, shortForms, (lots) => (lots === 'unlimited' || lots === 'none' ? lots : count(lots)))
}

/** `0.5bps` of what is turned over. */
export function fxCost(text: string): 'none' | 'ibkr' | { readonly bps: number } {
  if (text === 'none' || text === 'ibkr') return text
  if (text.endsWith('bps')) return { bps: number(text.slice(0, -3)) }
  throw unreadable(text, 'a cost of conversion', fxCostForms)
}

/** `2%`, or fees by name. */
export function borrowFee(text: string): number | Record<string, number> {
  return text.includes('=') ? byName(text, borrowFeeForms, annualFee) : annualFee(text)
}

function byName<Value>(text: string, forms: string, read: (text: string) => Value): Record<string, Value> {
  return onlyOnce(
    text.split(',').map((part) => {
      const [name, value] = pair(part.trim())
      return [name, read(value)] as const
    }),
    `give each name once: ${forms}`,
  )
}

function unreadable(text: string, what: string, forms: string): BenchError {
  return new BenchError('USAGE', `'${text}' is not ${what}`, `write ${forms}`)
}
