// The port under chaos: requests and words go through every venue fault that is on, one after the other.

import type { BrokerLine, InjectedPort } from '../engine/injection.js'
import type { Approved } from '../model/approved.js'
import type { BrokerOrder, OrderChange, OrderEvent, OrderTicket, Statement } from '../model/broker.js'
import type { Capabilities } from '../model/capabilities.js'
import { DAY_MS, type EpochMs } from '../model/time.js'
import type { Delivery, Filled, Revised, VenueHands } from './faults/fault.js'
import type { SentRequest } from './invariants/sent-request.js'
import type { Activation } from './schedule/activation.js'

/** A venue fault of the schedule, and when it is on. */
export interface VenueTrouble {
  readonly activation: Activation
  readonly hands: VenueHands
}

/** Who hears what passes the port before any fault has its way with it. */
export interface PortWitness {
  sent(request: SentRequest, time: EpochMs): void
  /** A word of the venue's own: what became of an order there, whoever hears of it. */
  told(event: OrderEvent, time: EpochMs): void
}

export class ChaosPort implements InjectedPort {
  readonly #line: BrokerLine
  readonly #troubles: readonly VenueTrouble[]
  readonly #witness: PortWitness
  /** Those that are on, in the order of the schedule whenever each came on. */
  #on: readonly VenueTrouble[] = []
  /** What the venue made for a time to come, in the order of time. */
  #later: readonly Revised[] = []

  constructor(line: BrokerLine, troubles: readonly VenueTrouble[], witness: PortWitness) {
    this.#line = line
    this.#troubles = troubles
    this.#witness = witness
  }

  get capabilities(): Capabilities {
    return this.#line.broker.capabilities
  }

  /** Lets faults come on and go off by a time. */
  advance(time: EpochMs): void {
    for (const trouble of this.#troubles) {
      const isOn = trouble.activation.isOn(time)
      if (isOn === this.#on.includes(trouble)) continue
      this.#on = this.#troubles.filter((one) => (one === trouble ? isOn : this.#on.includes(one)))
      this.#deliver((isOn ? trouble.hands.begins?.(time) : trouble.hands.ends?.(time)) ?? [])
    }
  }

  /** What the venue made for later comes about. In the midst of a match it would come too late for what only reduces. */
  before(time: EpochMs): void {
    while (this.#later[0] !== undefined && this.#later[0].time <= time) {
      const [event, ...rest] = this.#later as readonly [Revised, ...Revised[]]
      this.#later = rest
      this.#line.revise(event)
    }
  }

  submit(ticket: OrderTicket, time: EpochMs): void {
    this.#witness.sent({ kind: 'submit', ticket }, time)
    const passage = this.#pass(time, (hands) => hands.submit?.(ticket, time))
    if (passage === 'pass') this.#line.broker.submit(ticket, time)
    else if (passage !== 'lose')
      for (const id of [ticket.clientOrderId, ...ticket.childIds]) this.#answer('rejected', id, passage.refuse, time)
  }

  modify(change: Approved<OrderChange>, time: EpochMs): void {
    const { clientOrderId } = change
    this.#witness.sent({ kind: 'modify', change }, time)
    const passage = this.#pass(time, (hands) => hands.modify?.(clientOrderId, time))
    if (passage === 'twin') this.#line.leaveTwin(clientOrderId)
    if (passage === 'pass' || passage === 'twin') this.#line.broker.modify(change, time)
    else if (passage !== 'lose') this.#answer('update-rejected', clientOrderId, passage.refuse, time)
  }

  cancel(clientOrderId: number, time: EpochMs, why: string): void {
    this.#witness.sent({ kind: 'cancel', clientOrderId }, time)
    const passage = this.#pass(time, (hands) => hands.cancel?.(clientOrderId, time))
    if (passage === 'pass') this.#line.broker.cancel(clientOrderId, time, why)
    else if (passage === 'lose') return
    else if ('refuse' in passage) this.#answer('cancel-rejected', clientOrderId, passage.refuse, time)
    else this.#answer('canceled', clientOrderId, passage.confirm, time)
  }

  /** Whatever becomes of it, no word answers it. */
  cancelOne(order: BrokerOrder, time: EpochMs, why: string): void {
    this.#witness.sent({ kind: 'cancel-one', order }, time)
    const passage = this.#pass(time, (hands) => hands.cancel?.(order.clientOrderId, time))
    if (passage === 'pass') this.#line.broker.cancelOne?.(order, time, why)
  }

  cancelAll(time: EpochMs, why: string): void {
    this.#witness.sent({ kind: 'cancel-all' }, time)
    if (this.#pass(time, (hands) => hands.cancelAll?.(time)) === 'pass') this.#line.broker.cancelAll(time, why)
  }

  requestStatement(since: EpochMs, time: EpochMs): void {
    if (this.#pass(time, (hands) => hands.inquire?.(time)) !== 'pass') return
    this.#line.deliver({ kind: 'statement', time, statement: this.#statement(since) }, time)
  }

  /** What it would state, where a fault has it state other books than the venue's; null where none does. */
  misstated(time: EpochMs): Statement | null {
    return this.#on.some(({ hands }) => hands.states !== undefined) ? this.#statement(time - DAY_MS) : null
  }

  heard(event: OrderEvent, time: EpochMs): void {
    this.advance(this.#line.clock.now)
    // Closing what is held at the end of the data is nothing that a venue does.
    if (event.kind === 'filled' && event.fill.rule === 'end-of-data') this.#line.deliver(event, time)
    else if (this.#on.length === 0) {
      this.#note(event, time)
      this.#line.deliver(event, time)
    } else this.#deliver(this.#asHeard(this.#asMade(event, time), time))
  }

  /** What the venue makes of what happens. */
  #asMade(event: OrderEvent, time: EpochMs): readonly OrderEvent[] {
    let made: readonly OrderEvent[] = [event]
    for (const { hands } of this.#on) made = made.flatMap((one) => hands.makes?.(one) ?? one)
    for (const one of made) {
      this.#note(one, time)
      if (one.kind === 'filled') this.#revise(one)
    }
    return made
  }

  /** Of one execution one thing at most is said later. */
  #revise(event: Filled): void {
    for (const { hands } of this.#on) {
      const revision = hands.revises?.(event) ?? null
      if (revision === null) continue
      this.#later = [...this.#later, revision].sort((one, other) => one.time - other.time)
      return
    }
  }

  #note(event: OrderEvent, time: EpochMs): void {
    this.#line.copy.note(event)
    this.#witness.told(event, time)
  }

  /** What becomes of its words on their way. */
  #asHeard(events: readonly OrderEvent[], time: EpochMs): readonly Delivery[] {
    let deliveries: readonly Delivery[] = events.map((event) => ({ event, time }))
    for (const { hands } of this.#on) deliveries = deliveries.flatMap((one) => hands.heard?.(one) ?? one)
    return deliveries
  }

  #statement(since: EpochMs): Statement {
    let statement = this.#line.copy.statement(since)
    for (const { hands } of this.#on) statement = hands.states?.(statement) ?? statement
    return statement
  }

  #pass<Way>(time: EpochMs, ask: (hands: VenueHands) => Way | undefined): Way | 'pass' {
    this.advance(time)
    for (const { hands } of this.#on) {
      const passage = ask(hands) ?? 'pass'
      if (passage !== 'pass') return passage
    }
    return 'pass'
  }

  #answer(kind: 'rejected' | 'update-rejected' | 'cancel-rejected' | 'canceled', clientOrderId: number, why: string, time: EpochMs): void {
    this.#line.deliver({ kind, clientOrderId, time, why }, time)
  }

  #deliver(deliveries: readonly Delivery[]): void {
    for (const { event, time } of deliveries) this.#line.deliver(event, time)
  }
}
