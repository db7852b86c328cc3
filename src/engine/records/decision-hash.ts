// The hash of a run's decisions: their rows, and what few of them have besides.

import {
  type ChildIntent,
  isPlain,
  type OrderTerms,
  type ProtectiveChild,
  type ProtectivePoint,
  type TriggeredChild,
} from '../../model/order.js'
import type { OrderPrice, Trail } from '../../model/order-price.js'
import { PRICE_WIDTH, writePrice } from '../../model/order-price-rows.js'
import type { OcaGroup, TriggeredOrder } from '../../model/signal.js'
import { NumberLog } from '../../std/number-log.js'
import { TextCodes } from '../../std/text-codes.js'
import { type RareFields, rareFields } from '../planning/terms.js'
import { DECISION_WIDTH, type Decided, decisionTexts, writeDecision } from './decision-row.js'

/** What follows a row, as bits; above them stands the number of children. */
const Has = { rare: 1, terms: 2 } as const
const CHILDREN = 4

/** Which of its forms a price or a trail has. */
const Form = { absolute: 1, fraction: 2, trail: 3 } as const

/** Something all of whose fields are named here: a field that is added to it and not hashed does not compile. */
type AllOf<Type, Fields extends keyof Type> = Exclude<keyof Type, Fields> extends never ? Type : never

/** Added to what stands for `protectAfter` where metadata follow: 0 and 1, and a number for neither. */
const WITH_METADATA = 2
const NEITHER = 2

type RareField = 'goodTill' | 'outsideRth' | 'postOnly' | 'protectAfter' | 'oca' | 'triggers' | 'trail' | 'metadata'
type Term = 'goodTill' | 'outsideRth' | 'postOnly' | 'childrenAfter' | 'oca'

export class DecisionHash {
  /** What rows of decisions are written with. */
  readonly texts = decisionTexts()
  /** Names of groups, and metadata. */
  readonly #rareTexts = new TextCodes()
  readonly #log = new NumberLog()
  readonly #row = new Float64Array(DECISION_WIDTH)
  readonly #price = new Float64Array(PRICE_WIDTH)

  /** Hex sha256 of every decision so far. */
  get digest(): string {
    return this.#log.digest([...Object.values(this.texts), this.#rareTexts])
  }

  /** Takes in a decision that nobody keeps. */
  add(decided: Decided): void {
    this.#row.fill(0)
    writeDecision(decided, this.texts, this.#row, 0)
    this.addRow(decided, rareFields(decided.signal), this.#row, 0)
  }

  /** Takes in one that stands in a row, with the rare fields of its signal. */
  addRow({ intent }: Decided, rare: RareFields | null, rows: Float64Array, at: number): void {
    const log = this.#log
    log.row(rows, at, at + DECISION_WIDTH)
    const terms = intent === null || isPlain(intent.terms) ? null : intent.terms
    const children = intent === null ? 0 : intent.children.length
    log.number(children * CHILDREN + (rare === null ? 0 : Has.rare) + (terms === null ? 0 : Has.terms))
    if (rare !== null) this.#rare(rare)
    if (terms !== null) this.#terms(terms)
    for (let index = 0; index < children; index++) this.#child(intent?.children[index] as ChildIntent)
  }

  #rare({ goodTill, outsideRth, postOnly, protectAfter, oca, triggers, trail, metadata }: AllOf<RareFields, RareField>): void {
    const log = this.#log
    log.optional(goodTill)
    log.optional(outsideRth === undefined ? undefined : Number(outsideRth))
    log.optional(postOnly === undefined ? undefined : Number(postOnly))
    const after = protectAfter === undefined ? undefined : Number(protectAfter === 'full')
    if (metadata === undefined) log.optional(after)
    else {
      log.number(WITH_METADATA + (after ?? NEITHER))
      log.number(this.#rareTexts.code(JSON.stringify(metadata)))
    }
    this.#group(oca)
    log.optional(triggers?.length)
    for (const triggered of triggers ?? []) this.#triggered(triggered)
    if (trail === undefined) log.absent()
    else this.#trail(trail)
  }

  #triggered({ side, lots, order }: AllOf<TriggeredOrder, 'side' | 'lots' | 'order'>): void {
    this.#log.number(side === 'buy' ? 1 : -1)
    this.#log.number(lots)
    if (order === undefined) this.#log.absent()
    else this.#orderPrice(order)
  }

  #terms({ goodTill, outsideRth, postOnly, childrenAfter, oca }: AllOf<OrderTerms, Term>): void {
    const log = this.#log
    log.optional(goodTill)
    log.number(Number(outsideRth))
    log.number(Number(postOnly))
    log.number(Number(childrenAfter === 'full'))
    this.#group(oca)
  }

  #group(oca: AllOf<OcaGroup, 'group' | 'type'> | null | undefined): void {
    if (oca === null || oca === undefined) this.#log.absent()
    else {
      this.#log.number(this.#rareTexts.code(oca.group))
      this.#log.number(oca.type)
    }
  }

  #child(child: AllOf<ProtectiveChild, 'role' | 'price'> | AllOf<TriggeredChild, 'role' | 'side' | 'lots' | 'price'>): void {
    const log = this.#log
    log.number(this.texts.role.code(child.role))
    if (child.role === 'triggered') {
      log.number(child.side === 'buy' ? 1 : -1)
      log.number(child.lots)
      this.#orderPrice(child.price)
    } else if ('trail' in child.price) {
      log.number(Form.trail)
      this.#trail(child.price.trail)
      if (child.price.from === null) log.absent()
      else this.#point(child.price.from)
      log.optional(child.price.limitFraction)
    } else {
      this.#point(child.price)
    }
  }

  #orderPrice(price: OrderPrice): void {
    this.#price.fill(0)
    writePrice(price, this.#price, 0)
    this.#log.row(this.#price, 0, PRICE_WIDTH)
  }

  #point(point: ProtectivePoint): void {
    this.#log.number('at' in point ? Form.absolute : Form.fraction)
    this.#log.number('at' in point ? point.at : point.fractionOfFill)
  }

  #trail(trail: Trail): void {
    this.#log.number('amount' in trail ? Form.absolute : Form.fraction)
    this.#log.number('amount' in trail ? trail.amount : trail.fraction)
  }
}
