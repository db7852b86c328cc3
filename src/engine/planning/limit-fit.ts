// Sizes that the run works out itself, cut to what the limits of pre-trade risk leave room for. A size that somebody named is not touched: it passes as it is or is denied.

import type { SizeCut } from '../../model/decision.js'
import type { Denial, DenialCode } from '../../model/denial.js'
import type { Order, OrderIntent } from '../../model/order.js'
import type { RiskProfile } from '../../risk/approve.js'
import { mostOfLot } from '../../risk/order-worth.js'
import type { Commitments } from '../exposure/commitments.js'
import type { RunFacts } from '../exposure/risk-facts.js'
import type { Seat } from '../seats/seat.js'

export interface LimitFitParts {
  /** The controls that a smaller order may pass. */
  readonly controls: RiskProfile
  readonly facts: RunFacts
  readonly commitments: Commitments
  /** Whether the rule that sizes an instrument works its sizes out. */
  readonly worksOut: (instrument: string) => boolean
}

/** A plan to open or add. */
interface Sized {
  readonly intent: OrderIntent
  /** The working order under the same key, if any. */
  readonly replaces: Order | null
  readonly cut?: SizeCut
}

/** What limits leave of a size, and which of them left least. */
interface Room {
  readonly lots: number
  readonly code: DenialCode
}

export class LimitFit {
  readonly #parts: LimitFitParts

  constructor(parts: LimitFitParts) {
    this.#parts = parts
  }

  /**
   * The plan with as many lots as every limit lets it open. Where that is none, a reversal becomes what `close` makes of it, and anything else asks for the
   * one lot that is too many: the limit that is in its way denies it, with its numbers.
   */
  fitted<Plan extends Sized>(plan: Plan, seat: Seat, close: () => Plan | null): Plan {
    const { intent, replaces } = plan
    if ('notional' in intent.quantity || !this.#parts.worksOut(intent.instrument)) return plan
    const wanted = intent.quantity.lots - intent.closing
    const room = wanted > 0 ? this.#room(intent, wanted, seat) : null
    if (room === null) return plan
    const cut: SizeCut = { wanted, code: room.code }
    const closed = room.lots === 0 && intent.closing > 0 && replaces === null ? close() : null
    if (closed !== null) return { ...closed, cut }
    return { ...plan, intent: withLots(intent, Math.max(1, room.lots)), cut }
  }

  /** Null where the size may stay as it is. */
  #room(intent: OrderIntent, wanted: number, { strategy, instrument, replaces, released, group }: Seat): Room | null {
    const { controls, facts, commitments } = this.#parts
    const account = commitments.account(strategy, instrument, replaces, released.power, group)
    let lots = wanted
    let code: DenialCode | null = null
    let tried = intent
    facts.turnTo(tried, replaces, false)
    for (const { control } of controls) {
      let least = 1
      for (let denial = control(tried, account, instrument); denial !== null; denial = control(tried, account, instrument)) {
        const over = lotsOver(denial, mostOfLot(intent, account, instrument))
        // Not of its size: a smaller one is denied like it.
        if (over === null) return code === null ? null : { lots, code }
        code = denial.code
        if (lots === 1) return { lots: 0, code }
        lots = Math.max(1, lots - Math.max(least, over))
        // Denials have cents, and a lot may be worth less.
        least *= 2
        tried = withLots(intent, lots)
        facts.turnTo(tried, replaces, false)
      }
    }
    return code === null ? null : { lots, code }
  }
}

function withLots(intent: OrderIntent, opens: number): OrderIntent {
  return { ...intent, quantity: { lots: opens + intent.closing } }
}

/** What a code's numbers count. */
const inLots: ReadonlySet<DenialCode> = new Set<DenialCode>(['MAX_ORDER_SIZE', 'MAX_POSITION'])
const inCurrency: ReadonlySet<DenialCode> = new Set<DenialCode>([
  'MAX_ORDER_VALUE',
  'MAX_POSITION_VALUE',
  'MAX_CONCENTRATION',
  'MAX_STRATEGY_VALUE',
  'MAX_GROSS',
  'MAX_NET',
])

/** Whole lots that are too many by a denial's own numbers; null where size is not what it is about. A lot is worth `each`. */
function lotsOver({ code, context }: Denial, each: number): number | null {
  const over = Math.abs(Number(context.would_be)) - Math.abs(Number(context.limit))
  if (inLots.has(code)) return Math.ceil(over)
  return inCurrency.has(code) && each > 0 ? Math.ceil(over / each - EXACT) : null
}

/** A quotient of amounts that ought to be whole is. */
const EXACT = 1e-9
