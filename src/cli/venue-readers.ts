// How the texts of venue options are read: how long messages travel, and what one venue does otherwise.

import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'
import { type FeesText, fees, number, onlyOnce, pair, type SlippageText, type SpreadText, slippage, spread } from './readers.js'

export const latencyForms = 'none, 50ms to the venue, or entry=50ms,response=20ms/200ms,feed=5ms (median/99th percentile)'
export const venueForms = 'XNAS:fees=none,latency=5ms;BATS:fees=0.1%'

type DelayText = 'none' | number | { readonly median: number; readonly p99: number }
export type LatencyText = 'none' | { entry?: DelayText; response?: DelayText; feed?: DelayText }

/** `50ms` is the way to the venue; each way can be named. */
export function latency(text: string): LatencyText {
  if (text === 'none') return text
  if (!text.includes('=')) return { entry: delay(text) }
  return onlyOnce(
    text.split(',').map((part) => {
      const [way, time] = pair(part.trim())
      if (!ways.includes(way as 'entry')) throw unreadable(way, 'a way of messages', didYouMean(way, ways) ?? `write ${latencyForms}`)
      return [way, delay(time)] as const
    }),
    `give each way once: ${latencyForms}`,
  )
}

const ways = ['entry', 'response', 'feed'] as const

/** `none`, `50ms`, or the median and the 99th percentile: `20ms/200ms`. */
function delay(text: string): DelayText {
  if (text === 'none') return text
  const [median = '', p99, ...more] = text.split('/')
  if (more.length > 0) throw unreadable(text, 'a delay', `write ${latencyForms}`)
  return p99 === undefined ? milliseconds(median) : { median: milliseconds(median), p99: milliseconds(p99) }
}

function milliseconds(text: string): number {
  if (!text.endsWith('ms')) throw unreadable(text, 'a delay in milliseconds', 'write 50ms')
  return number(text.slice(0, -2))
}

export interface VenueText {
  fees?: FeesText
  slippage?: SlippageText
  spread?: SpreadText
  latency?: LatencyText
}

const policies = { fees, slippage, spread, latency } as const satisfies Record<keyof VenueText, (text: string) => unknown>

/** Venues separated by `;`, each with its policies; `none` for no venue of its own ways. */
export function venues(text: string): Record<string, VenueText> {
  if (text === 'none') return {}
  return onlyOnce(
    text.split(';').map((part) => {
      const [venue = '', list, ...more] = part.trim().split(':')
      if (venue === '' || list === undefined || more.length > 0) throw unreadable(part, 'a venue with its policies', `write ${venueForms}`)
      return [venue, policiesOf(list)] as const
    }),
    `write the policies of a venue together, with commas: ${venueForms}`,
  )
}

function policiesOf(list: string): VenueText {
  return onlyOnce<unknown>(
    list.split(',').map((part) => {
      const [name, value] = pair(part.trim())
      const read = policies[name as keyof VenueText]
      if (read === undefined)
        throw unreadable(name, 'a policy of a venue', didYouMean(name, Object.keys(policies)) ?? `write ${venueForms}`)
      return [name, read(value)] as const
    }),
    `give each policy of a venue once: ${venueForms}`,
  )
}

function unreadable(text: string, what: string, hint: string): BenchError {
  return new BenchError('USAGE', `'${text}' is not ${what}`, hint)
}
