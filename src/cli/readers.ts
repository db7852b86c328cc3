// How the texts of options are read: one small function a form, each failing with the forms that it takes.

import { isCalendarDate } from '../std/calendar-date.js'
import { BenchError } from '../std/errors.js'

/** A finite number; `1_000` and `1e5` are numbers too. */
export function number(text: string): number {
  const value = Number(text.replaceAll('_', ''))
  if (text.trim() === '' || !Number.isFinite(value)) throw unreadable(text, 'a number', 'write digits such as 50000 or 0.5')
  return value
}

/** A whole number: digits, and `1_000`. Not `1e3`, `0x10` or `3.0`, which are slips more often than meant. */
export function integer(text: string): number {
  if (!/^-?\d+(_\d+)*$/.test(text)) throw unreadable(text, 'a whole number', 'write digits such as 42')
  const value = Number(text.replaceAll('_', ''))
  const most = Number.MAX_SAFE_INTEGER
  if (Math.abs(value) > most) throw new BenchError('USAGE', `'${text}' is too large a number`, `the largest is ${most}`)
  return value
}

/** A whole number from 0 on. */
export function count(text: string): number {
  const value = integer(text)
  if (value < 0) throw unreadable(text, 'a count', 'write 0 or more')
  return value
}

/** `10%` or the fraction 0.1. */
export function share(text: string): number {
  return text.endsWith('%') ? percent(text) : number(text)
}

/** A share from 0 to the most; a bare number beyond it was probably meant as a percent. */
export function shareUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = share(text)
    if (value >= 0 && value <= most) return value
    const isBare = value > 0 && !text.endsWith('%')
    const hint = isBare ? `${text} means ${value * 100}%: write ${text}%, or the fraction ${value / 100}` : 'write a percent such as 5%'
    throw unreadable(text, `a share from 0% to ${most * 100}%`, hint)
  }
}

/** `10%` or 0.1, or the word. */
export function shareOr<Word extends string>(word: Word): (text: string) => number | Word {
  return (text) => (text === word ? word : share(text))
}

/** A whole number, or the word. */
export function wholeOr<Word extends string>(word: Word): (text: string) => number | Word {
  return (text) => (text === word ? word : integer(text))
}

/** One word of a list. */
export function oneOf<const Word extends string>(...choices: readonly Word[]): (text: string) => Word {
  return (text) => {
    const choice = choices.find((candidate) => candidate === text)
    if (choice === undefined) throw unreadable(text, `one of ${choices.join(', ')}`, `write ${choices.join(' or ')}`)
    return choice
  }
}

/** A calendar date `2005-01-31`. */
export function date(text: string): string {
  if (!isCalendarDate(text)) throw unreadable(text, 'a date', 'write year, month and day: 2005-01-31')
  return text
}

/** `key=value`. */
export function pair(text: string): readonly [key: string, value: string] {
  const at = text.indexOf('=')
  if (at < 1) throw unreadable(text, 'a name with a value', 'write name=value, such as fast=20')
  return [text.slice(0, at), text.slice(at + 1)]
}

/** Named values as a record. A name that comes twice is refused: one of the two would be lost without a word. */
export function onlyOnce<Value>(named: readonly (readonly [name: string, value: Value])[], hint: string): Record<string, Value> {
  const names = named.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new BenchError('USAGE', `'${twice}' is given twice`, hint)
  return Object.fromEntries(named)
}

export const feeForms = 'auto, none, ibkr-fixed, ibkr-tiered, 0.005/share or 0.1%'

export type FeesText = 'auto' | 'none' | 'ibkr-fixed' | 'ibkr-tiered' | { readonly perShare: number } | { readonly fraction: number }

/** A percent becomes the fraction of the traded value that the engine takes. */
export function fees(text: string): FeesText {
  if (text === 'auto' || text === 'none' || text === 'ibkr-fixed' || text === 'ibkr-tiered') return text
  const perShare = amountBefore('/share', text)
  if (perShare !== null) return { perShare }
  if (text.endsWith('%')) return { fraction: percent(text) }
  throw unreadable(text, 'a fee', `write ${feeForms}`)
}

export const slippageForms = 'auto, none, 2ticks, 5bps or 0.1volume-share'

export type SlippageText = 'auto' | 'none' | { readonly ticks: number } | { readonly bps: number } | { readonly volumeShare: number }

export function slippage(text: string): SlippageText {
  if (text === 'auto' || text === 'none') return text
  const ticks = amountBefore('ticks', text) ?? amountBefore('tick', text)
  if (ticks !== null) return { ticks }
  const bps = amountBefore('bps', text) ?? amountBefore('bp', text)
  if (bps !== null) return { bps }
  const volumeShare = amountBefore('volume-share', text)
  if (volumeShare !== null) return { volumeShare }
  throw unreadable(text, 'a slippage', `write ${slippageForms}`)
}

export const spreadForms = 'none, recorded, 2ticks, 5bps or 0.1volatility'

export type SpreadText = 'none' | 'recorded' | { readonly ticks: number } | { readonly bps: number } | { readonly volatility: number }

export function spread(text: string): SpreadText {
  if (text === 'none' || text === 'recorded') return text
  const ticks = amountBefore('ticks', text) ?? amountBefore('tick', text)
  if (ticks !== null) return { ticks }
  const bps = amountBefore('bps', text) ?? amountBefore('bp', text)
  if (bps !== null) return { bps }
  const volatility = amountBefore('volatility', text)
  if (volatility !== null) return { volatility }
  throw unreadable(text, 'a spread', `write ${spreadForms}`)
}

export const limitForms = 'penetrate, touch or 0.3queue'

export type LimitText = 'penetrate' | 'touch' | { readonly queue: number }

/** What fills a limit order; before `queue` the probability with which a touch does. */
export function limitRule(text: string): LimitText {
  if (text === 'penetrate' || text === 'touch') return text
  const queue = amountBefore('queue', text)
  if (queue !== null && queue <= 1) return { queue }
  throw unreadable(text, 'a rule for limits', `write ${limitForms}`)
}

export const haltForms = 'none, luld, the index of the market-wide halts such as SPX, or luld,SPX'

export type HaltsText = 'none' | { readonly luld: boolean; readonly marketWide?: string }

export function halts(text: string): HaltsText {
  if (text === 'none') return text
  const parts = text.split(',').map((part) => part.trim())
  const luld = parts.includes('luld')
  const [marketWide, ...more] = parts.filter((part) => part !== 'luld')
  if (more.length > 0 || marketWide === '' || parts.length !== new Set(parts).size)
    throw unreadable(text, 'a set of halts', `write ${haltForms}`)
  return marketWide === undefined ? { luld } : { luld, marketWide }
}

export function percent(text: string): number {
  const value = amountBefore('%', text)
  if (value === null) throw unreadable(text, 'a percent', 'write 10% or the fraction 0.1')
  return value / 100
}

/** The non-negative number before a unit, or null when the text has another shape. */
export function amountBefore(unit: string, text: string): number | null {
  const lower = text.toLowerCase()
  if (!lower.endsWith(unit)) return null
  const digits = lower.slice(0, -unit.length).trim().replaceAll('_', '')
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(digits) ? Number(digits) : null
}

function unreadable(text: string, what: string, hint: string): BenchError {
  return new BenchError('USAGE', `'${text}' is not ${what}`, hint)
}
