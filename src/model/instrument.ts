// An instrument: what can be held, and the rules of its prices, quantities and hours.

/** What an instrument is; the usual tick, lot, calendar and fees follow from it. */
export type AssetClass = 'equity' | 'etf' | 'index' | 'forex' | 'crypto' | 'future'

/** Which sessions an instrument has: New York stocks, always open, or Sunday 17:00 to Friday 17:00 New York. */
export type CalendarId = 'XNYS' | '24/7' | '24/5'

/** What can be held, with the rules of its prices, quantities and hours. */
export interface Instrument {
  /** The symbol; unique in a run. */
  readonly id: string
  readonly assetClass: AssetClass
  /** ISO 4217 code of prices and cash. */
  readonly currency: string
  /** Smallest price step, or `none` for adjusted or synthetic prices: then prices are any double. */
  readonly tick: number | 'none'
  /** Units in one lot. Order quantities are whole lots. */
  readonly lot: number
  /** Currency per unit and price point: 1 for stocks, 50 for ES. */
  readonly multiplier: number
  readonly calendar: CalendarId
  /** False for an index: a backtest simulates it as a price series, and says so. */
  readonly tradable: boolean
  /** Whether a price below zero is data (some futures and spreads) or a fault. */
  readonly mayBeNegative: boolean
  /** What is held: listings of one asset on several venues are one position. The id when absent. */
  readonly asset?: string | undefined
  /** Where this listing trades; policies of that venue apply to it. */
  readonly venue?: string | undefined
  /** The currency that a forex pair prices: EUR of EURUSD. */
  readonly base?: string | undefined
  /** 2 or 3 for a leveraged fund, −1 for an inverse one: its margin is multiplied by the size of it. 1 when absent. */
  readonly leverageFactor?: number | undefined
  /** The tier of the Limit Up-Limit Down plan: 1 for the S&P 500, the Russell 1000 and some funds. 2 when absent. */
  readonly luldTier?: 1 | 2 | undefined
}

/** The asset that a listing is of. */
export function assetOf({ id, asset = id }: Instrument): string {
  return asset
}

const defaultsByClass: Record<AssetClass, Omit<Instrument, 'id' | 'assetClass'>> = {
  equity: { currency: 'USD', tick: 0.01, lot: 1, multiplier: 1, calendar: 'XNYS', tradable: true, mayBeNegative: false },
  etf: { currency: 'USD', tick: 0.01, lot: 1, multiplier: 1, calendar: 'XNYS', tradable: true, mayBeNegative: false },
  index: { currency: 'USD', tick: 0.01, lot: 1, multiplier: 1, calendar: 'XNYS', tradable: false, mayBeNegative: false },
  forex: { currency: 'USD', tick: 0.00005, lot: 1, multiplier: 1, calendar: '24/5', tradable: true, mayBeNegative: false },
  crypto: { currency: 'USD', tick: 'none', lot: 0.00001, multiplier: 1, calendar: '24/7', tradable: true, mayBeNegative: false },
  future: { currency: 'USD', tick: 'none', lot: 1, multiplier: 1, calendar: '24/5', tradable: true, mayBeNegative: true },
}

/** An instrument with the usual rules of its asset class; anything given overrides them. `ACME@XNAS` is the listing of the asset ACME on the venue XNAS. */
export function instrument(id: string, assetClass: AssetClass, overrides: Partial<Instrument> = {}): Instrument {
  return listed({ id, assetClass, ...defaultsByClass[assetClass], ...overrides })
}

/** The instrument with the asset and the venue that its id names: `ACME@XNAS`; as it is where it names none, or says them already. */
export function listed(instrument: Instrument): Instrument {
  const at = instrument.id.lastIndexOf('@')
  if (at <= 0 || at === instrument.id.length - 1 || instrument.asset !== undefined || instrument.venue !== undefined) {
    return Object.freeze(instrument)
  }
  return Object.freeze({ ...instrument, asset: instrument.id.slice(0, at), venue: instrument.id.slice(at + 1) })
}

/** Whether a number can be a price of the instrument: finite, and above zero where its prices are. */
export function isPrice(price: number, { mayBeNegative }: Instrument): boolean {
  return Number.isFinite(price) && (price > 0 || mayBeNegative)
}

/** A number that can be a price of the instrument; NaN for one that cannot, which is then not known. */
export function asPrice(price: number, instrument: Instrument): number {
  return isPrice(price, instrument) ? price : Number.NaN
}

/** Currency units that one lot is worth at a price. */
export function lotValue(instrument: Instrument, price: number): number {
  return price * instrument.multiplier * instrument.lot
}
