// Margin: what an account must have to open a position (Regulation T) and to keep it (FINRA 4210). Pure functions of lots and a price.

import { type Instrument, lotValue } from '../model/instrument.js'
import type { MarginFigures } from '../model/run.js'

/** Fractions of the market value, the same long and short; for what is no stock, and for a house that asks more of a stock. */
export interface MarginRates {
  readonly initial: number
  readonly maintenance: number
}

/** Rates by instrument id, else by asset class. */
export type MarginTable = Readonly<Record<string, MarginRates>>

/** What one instrument's position requires; currency of the instrument. Lots are signed. */
export interface MarginRule {
  initial(lots: number, price: number): number
  maintenance(lots: number, price: number): number
}

/** 12 CFR 220.12(a) and (c)(1): 50 % of a long position; 150 % of a short one, of which its proceeds are the 100. */
const REGULATION_T = 0.5

/** FINRA Rule 4210(c)(1) to (3): of a long position's value, of a short one's, and for each unit sold short at 5.00 and above, or below it. */
const LONG = 0.25
const SHORT = 0.3
const SHORT_UNIT = 5
const LOW_PRICE = 5
const SHORT_LOW = 1
const SHORT_LOW_UNIT = 2.5

/**
 * The rule of an instrument; null where none is known: such an instrument is refused. Stocks and funds have the regulatory rule, and at least the
 * table's rates where it names them; everything else has the table's.
 */
export function marginRule(instrument: Instrument, table: MarginTable): MarginRule | null {
  const given = table[instrument.id] ?? table[instrument.assetClass]
  const isStock = instrument.assetClass === 'equity' || instrument.assetClass === 'etf'
  const regulatory = isStock ? stockRule(instrument) : null
  if (given === undefined) return regulatory
  const own = rateRule(instrument, given)
  return regulatory === null ? own : stricter(regulatory, own)
}

/** The same, each instrument's rule made once. */
export function marginRules(table: MarginTable): (instrument: Instrument) => MarginRule | null {
  const known = new Map<Instrument, MarginRule | null>()
  return (instrument) => {
    const found = known.get(instrument)
    if (found !== undefined) return found
    const rule = marginRule(instrument, table)
    known.set(instrument, rule)
    return rule
  }
}

/**
 * Stocks and funds. The percents of a leveraged fund are multiplied by its factor, up to 100 % (FINRA Regulatory Notice 09-53). Opening takes no
 * less than keeping does (FINRA 4210(b)).
 */
function stockRule({ leverageFactor = 1, lot, multiplier }: Instrument): MarginRule {
  const factor = Math.max(1, Math.abs(leverageFactor))
  const [long, short] = [Math.min(1, LONG * factor), Math.min(1, SHORT * factor)]
  const maintenance = (lots: number, price: number): number => {
    const units = Math.abs(lots) * lot * multiplier
    const worth = Math.abs(price)
    if (lots >= 0) return units * worth * long
    return units * (worth >= LOW_PRICE ? Math.max(worth * short, SHORT_UNIT) : Math.max(worth * SHORT_LOW, SHORT_LOW_UNIT))
  }
  const initial = (lots: number, price: number): number =>
    Math.max(Math.abs(lots) * lot * multiplier * Math.abs(price) * REGULATION_T, maintenance(lots, price))
  return { initial, maintenance }
}

function rateRule(instrument: Instrument, { initial, maintenance }: MarginRates): MarginRule {
  return {
    initial: (lots, price) => Math.abs(lots * lotValue(instrument, price)) * initial,
    maintenance: (lots, price) => Math.abs(lots * lotValue(instrument, price)) * maintenance,
  }
}

/** The rule that asks for the more of two, each time. */
export function stricter(one: MarginRule, other: MarginRule): MarginRule {
  return {
    initial: (lots, price) => Math.max(one.initial(lots, price), other.initial(lots, price)),
    maintenance: (lots, price) => Math.max(one.maintenance(lots, price), other.maintenance(lots, price)),
  }
}

/** The figures of an account from its equity and what its positions require; currency units. */
export function marginFigures(equity: number, initialMargin: number, maintenanceMargin: number): MarginFigures {
  const availableFunds = equity - initialMargin
  const excessLiquidity = equity - maintenanceMargin
  return {
    equity,
    initialMargin,
    maintenanceMargin,
    availableFunds,
    excessLiquidity,
    buyingPower: Math.max(0, availableFunds) / REGULATION_T,
    cushion: equity > 0 ? excessLiquidity / equity : null,
  }
}
