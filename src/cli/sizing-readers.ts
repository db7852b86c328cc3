// How the texts of sizes and protection are read: a rule for entries, rules of single instruments, caps, and the stop that entries carry.

import type { BacktestConfigInput } from '../engine/config/config.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import { amountBefore, onlyOnce, pair, percent, share } from './readers.js'

type Field<Name extends keyof BacktestConfigInput> = NonNullable<BacktestConfigInput[Name]>

export const sizingForms = 'allocation, all-in, 100lots, 10000usd, 25%, 1%risk, 1%atr, 10%volatility, 50%kelly or 5000tws'

/** A number with its unit. Percents become the fractions that the engine takes; what a rule has besides is at its default. */
export function sizing(text: string): Field<'sizing'> {
  if (text === 'allocation' || text === 'all-in') return text
  const lots = amountBefore('lots', text) ?? amountBefore('lot', text)
  if (lots !== null) return { lots }
  const notional = amountBefore('usd', text)
  if (notional !== null) return { notional }
  const risk = amountBefore('%risk', text)
  if (risk !== null) return { risk: risk / 100 }
  const range = amountBefore('%atr', text)
  if (range !== null) return { atrRisk: range / 100 }
  const volatility = amountBefore('%volatility', text)
  if (volatility !== null) return { volatility: volatility / 100 }
  const kelly = amountBefore('%kelly', text)
  if (kelly !== null) return { kelly: kelly / 100 }
  const twsAllocation = amountBefore('tws', text)
  if (twsAllocation !== null) return { twsAllocation }
  if (text.endsWith('%')) return { weight: percent(text) }
  throw unreadable(text, 'a size', sizingForms)
}

export const sizingBySymbolForms = 'none or SPY=100lots,QQQ=10%'

/** `SPY=100lots,QQQ=10%`: a rule for each instrument that has one of its own. */
export function sizingBySymbol(text: string): Field<'sizingBySymbol'> {
  if (text === 'none') return {}
  return onlyOnce(
    text.split(',').map((part) => {
      const [symbol, rule] = pair(part.trim())
      return [symbol, sizing(rule)] as const
    }),
    `give each instrument once: ${sizingBySymbolForms}`,
  )
}

export const sizeCapForms = 'none or symbol=20%,total=100%,cashReserve=5%'

/** Shares of equity, by the cap. */
export function sizeCaps(text: string): Field<'sizeCaps'> {
  if (text === 'none') return {}
  return onlyOnce(
    text.split(',').map((part) => {
      const [name, value] = pair(part.trim())
      if (!caps.includes(name)) throw new BenchError('USAGE', `'${name}' is not a cap`, didYouMean(name, caps) ?? `write ${sizeCapForms}`)
      return [name, value === 'none' ? value : share(value)] as const
    }),
    `give each cap once: ${sizeCapForms}`,
  )
}

const caps: readonly string[] = ['symbol', 'total', 'cashReserve']

export const protectionForms = 'profile, none, deny, default, 3%, 3%trailing-stop or 3%trailing-stop-limit'

/** `profile` leaves it to the risk profile; a percent is the default stop at that distance. */
export function protection(text: string): Field<'protection'> {
  if (text === 'profile') return {}
  if (text === 'none' || text === 'deny' || text === 'default') return { required: text }
  for (const order of ['trailing-stop-limit', 'trailing-stop'] as const) {
    const distance = amountBefore(`%${order}`, text)
    if (distance !== null) return { required: 'default', default: distance / 100, order }
  }
  if (text.endsWith('%')) return { required: 'default', default: percent(text) }
  throw unreadable(text, 'a rule for stops', protectionForms)
}

function unreadable(text: string, what: string, forms: string): BenchError {
  return new BenchError('USAGE', `'${text}' is not ${what}`, `write ${forms}`)
}
