// C1: a dividend is owed on what was held as its ex-date began, to us where that was long and by us where it was short, to the micro-unit, until the session in which it is paid.

import { calendar } from '../../data/calendar/calendar.js'
import { dayBegins } from '../../data/calendar/day-begins.js'
import type { RunInside } from '../../engine/injection.js'
import { assetOf, type Instrument, lotValue } from '../../model/instrument.js'
import type { EpochMs } from '../../model/time.js'
import { amountTexts } from './amount-text.js'
import type { Finding, Invariant } from './invariant.js'
import { canBeFollowed } from './position-book.js'

/** A dividend whose amount and days are known. */
interface Declared {
  readonly listing: Instrument
  readonly amount: number
  readonly exTime: EpochMs
  readonly payTime: EpochMs
}

/** What one holder is to be paid, or to pay where it is below zero; micro-units. */
interface Owed {
  readonly payTime: EpochMs
  readonly currency: string
  readonly micros: number
}

export const dividends: Invariant = {
  id: 'C1',
  says: 'A dividend is owed on what was held as its ex-date began, until it is paid',
  begin(run, { ours }) {
    const declared = declaredIn(run)
    if (declared === null || declared.length === 0 || !canBeFollowed(run)) return {}
    const { ledger } = run.portfolio
    /** By currency: all that came of dividends, in micro-units. */
    const earned = new Map<string, number>()
    let owed: Owed[] = []
    let next = 0

    const declare = (time: EpochMs): void => {
      for (let one = declared[next]; one !== undefined && one.exTime <= time; one = declared[++next]) {
        const { listing, amount, payTime } = one
        const { currency } = listing
        for (const { asset, lots } of ours.positions) {
          if (asset !== assetOf(listing) || lots === 0) continue
          const micros = Math.sign(lots) * Math.floor(Math.abs(lots) * lotValue(listing, amount) * 1e6 + 0.5)
          earned.set(currency, (earned.get(currency) ?? 0) + micros)
          owed.push({ payTime, currency, micros })
        }
      }
      owed = owed.filter(({ payTime }) => payTime > time)
    }
    return {
      beforeEvent: (_, time) => declare(time),
      afterTime(time) {
        declare(time)
        for (const [place, currency] of ledger.currencies.entries()) {
          const open = owed.filter((one) => one.currency === currency).map(({ micros }) => micros)
          const found =
            unequal(currency, 'dividends', -ledger.balance('dividends', place), earned.get(currency) ?? 0) ??
            unequal(currency, 'receivable', ledger.balance('receivable', place), sum(open.filter((micros) => micros > 0))) ??
            unequal(currency, 'payable', ledger.balance('payable', place), sum(open.filter((micros) => micros < 0)))
          if (found !== null) return found
        }
        return null
      },
    }
  },
}

/** Each once, in the order of their dates; null where an amount or a day of one is not told, or where a market has no night between two dates. */
function declaredIn({ feed }: RunInside): readonly Declared[] | null {
  const declared = new Map<string, Declared>()
  for (const { series, executes } of feed.series) {
    const { instrument, actions = [] } = series
    for (const action of actions) {
      if (action.kind !== 'dividend' || !executes) continue
      const { exDate, amount, payDate = null } = action
      if (amount === null || payDate === null || instrument.calendar !== 'XNYS') return null
      const days = calendar(instrument.calendar)
      const exTime = dayBegins(instrument.calendar, exDate)
      const payTime = Math.max(exTime, (days.session(payDate) ?? days.next(payDate)).open)
      declared.set(`${assetOf(instrument)} ${exDate}`, { listing: instrument, amount, exTime, payTime })
    }
  }
  return [...declared.values()].sort((a, b) => a.exTime - b.exTime)
}

/** Micro-units. */
function unequal(currency: string, account: string, is: number, should: number): Finding {
  if (is === should) return null
  const [stands, owed] = amountTexts(is, should)
  return { message: `${stands} ${currency} stand on ${account}, and holders were owed ${owed}`, context: { is, should } }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
