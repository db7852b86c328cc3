// What controls ask about a run: answered from its clock, its bars, its orders and its portfolio, for one intent at a time.

import { type Calendar, calendar } from '../../data/calendar/calendar.js'
import type { GateNotes } from '../../model/gate-notes.js'
import type { Instrument } from '../../model/instrument.js'
import type { MarketFacts } from '../../model/market-facts.js'
import type { Order, OrderIntent } from '../../model/order.js'
import type { EpochMs, IsoDate } from '../../model/time.js'
import type { OrderManager } from '../../orders/order-manager.js'
import type { Portfolio } from '../../portfolio/portfolio.js'
import type { RiskFacts, WorkingOrders, WorstCase } from '../../risk/risk-facts.js'
import type { SimulatedClock } from '../clock.js'
import type { MarketHistories } from '../market/market-histories.js'
import { ExitBook } from './exit-book.js'
import { ExposureBook, type Sums } from './exposure-book.js'
import { openingOrders } from './opening-orders.js'

export interface RunFactsParts {
  readonly clock: SimulatedClock
  readonly histories: MarketHistories
  readonly strategies: readonly string[]
  /** In the order of the portfolio's. */
  readonly instruments: readonly Instrument[]
  readonly orders: OrderManager
  readonly portfolio: Portfolio
}

const none: readonly WorkingOrders[] = []

export class RunFacts implements RiskFacts {
  replaces: Order | null = null
  isChange = false
  notes: GateNotes | null = null
  readonly exits: ExitBook
  readonly #clock: SimulatedClock
  readonly #exposure: ExposureBook
  readonly #histories: MarketHistories
  readonly #calendars: ReadonlyMap<string, Calendar>
  readonly #working: ReadonlyMap<string, readonly WorkingOrders[]>
  readonly #ofStrategy: ReadonlyMap<string, readonly WorkingOrders[]>
  readonly #with = noSums()
  readonly #without = noSums()
  #asked: OrderIntent | null = null
  #isWithKnown = false
  #isWithoutKnown = false

  constructor({ clock, histories, strategies, instruments, orders, portfolio }: RunFactsParts) {
    this.#clock = clock
    this.exits = new ExitBook(strategies, instruments, orders, portfolio)
    this.#exposure = new ExposureBook(strategies, instruments, orders, portfolio)
    this.#histories = histories
    this.#calendars = new Map(instruments.map((one) => [one.id, calendar(one.calendar)]))
    this.#working = new Map(instruments.map(({ id }) => [id, strategies.map((name) => orders.desk(name, id))]))
    this.#ofStrategy = new Map(strategies.map((name) => [name, instruments.map(({ id }) => orders.desk(name, id))]))
  }

  /** Turns to another intent: what is known of the one before no longer holds. */
  turnTo(intent: OrderIntent, replaces: Order | null, isChange: boolean): void {
    this.#asked = intent
    this.replaces = replaces
    this.isChange = isChange
    this.notes = null
    this.#isWithKnown = false
    this.#isWithoutKnown = false
  }

  get now(): EpochMs {
    return this.#clock.now
  }

  market(instrument: string): MarketFacts {
    return this.#histories.of(instrument).at(this.#clock.now)
  }

  averageDailyLots(instrument: string): number {
    return this.#histories.of(instrument).averageDailyLots
  }

  sessionOf(instrument: string): IsoDate {
    return (this.#calendars.get(instrument) as Calendar).sessionDate(this.#clock.now)
  }

  worstCase(intent: OrderIntent | null): WorstCase {
    if (intent === null) {
      if (!this.#isWithoutKnown) this.#exposure.addWithout(this.#asked as OrderIntent, this.#without)
      this.#isWithoutKnown = true
      return this.#without
    }
    if (!this.#isWithKnown) this.#exposure.addWith(intent, this.replaces, this.#with)
    this.#isWithKnown = true
    return this.#with
  }

  /** The worst case with the intent, where a control has asked for it; null where none has. */
  get askedWorstCase(): WorstCase | null {
    return this.#isWithKnown ? this.#with : null
  }

  working(instrument: string): readonly WorkingOrders[] {
    return this.#working.get(instrument) ?? none
  }

  openingOrders(strategy: string): number {
    let count = 0
    const goes = this.isChange ? null : this.replaces
    for (const { orders } of this.#ofStrategy.get(strategy) ?? none) count += openingOrders(orders, goes)
    return count
  }

  closable(intent: OrderIntent): number {
    return this.exits.closable(intent)
  }

  exitsBeside(intent: OrderIntent): number {
    return this.exits.beside(intent, this.replaces)
  }
}

function noSums(): Sums {
  return {
    longLots: 0,
    shortLots: 0,
    longValue: 0,
    shortValue: 0,
    ownLongValue: 0,
    ownShortValue: 0,
    assetValue: 0,
    strategyValue: 0,
    grossValue: 0,
    netLongValue: 0,
    netShortValue: 0,
  }
}
