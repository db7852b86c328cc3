// The port under chaos: requests and words go through every venue fault that is on, one after the other.

import type { BrokerLine, InjectedPort } from '../engine/injection.js'
import type { Approved } from '../model/approved.js'
import type { OrderChange, OrderEvent, OrderTicket } from '../model/broker.js'
import type { Capabilities } from '../model/capabilities.js'
import type { EpochMs } from '../model/time.js'
import type { Delivery, Passage, VenueHands } from './faults/fault.js'
import type { SentRequest } from './invariants/invariant.js'
import type { Activation } from './schedule/activation.js'

/** A venue fault of the schedule, and when it is on. */
export interface VenueTrouble {
  readonly activation: Activation
  readonly hands: VenueHands
}

export class ChaosPort implements InjectedPort {
  readonly #line: BrokerLine
  readonly #troubles: readonly VenueTrouble[]
  readonly #sent: (request: SentRequest, time: EpochMs) => void
  readonly #on = new Set<VenueTrouble>()

  /** `sent` hears of each request before any fault has its way with it. */
  constructor(line: BrokerLine, troubles: readonly VenueTrouble[], sent: (request: SentRequest, time: EpochMs) => void) {
    this.#line = line
    this.#troubles = troubles
    this.#sent = sent
  }

  get capabilities(): Capabilities {
    return this.#line.broker.capabilities
  }

  /** Lets faults come on and go off by a time. */
  advance(time: EpochMs): void {
    for (const trouble of this.#troubles) {
      const isOn = trouble.activation.isOn(time)
      if (isOn === this.#on.has(trouble)) continue
      if (isOn) this.#on.add(trouble)
      else this.#on.delete(trouble)
      this.#deliver((isOn ? trouble.hands.begins?.(time) : trouble.hands.ends?.(time)) ?? [])
    }
  }

  submit(ticket: OrderTicket, time: EpochMs): void {
    this.#sent({ kind: 'submit', ticket }, time)
    const passage = this.#pass(time, (hands) => hands.submit?.(ticket, time))
    if (passage === 'pass') this.#line.broker.submit(ticket, time)
    else if (passage !== 'lose')
      for (const id of [ticket.clientOrderId, ...ticket.childIds]) this.#refuse('rejected', id, passage.refuse, time)
  }

  modify(change: Approved<OrderChange>, time: EpochMs): void {
    const { clientOrderId } = change
    this.#sent({ kind: 'modify', clientOrderId }, time)
    const passage = this.#pass(time, (hands) => hands.modify?.(clientOrderId, time))
    if (passage === 'pass') this.#line.broker.modify(change, time)
    else if (passage !== 'lose') this.#refuse('update-rejected', clientOrderId, passage.refuse, time)
  }

  cancel(clientOrderId: number, time: EpochMs, why: string): void {
    this.#sent({ kind: 'cancel', clientOrderId }, time)
    const passage = this.#pass(time, (hands) => hands.cancel?.(clientOrderId, time))
    if (passage === 'pass') this.#line.broker.cancel(clientOrderId, time, why)
    else if (passage !== 'lose') this.#refuse('cancel-rejected', clientOrderId, passage.refuse, time)
  }

  cancelAll(time: EpochMs, why: string): void {
    this.#sent({ kind: 'cancel-all' }, time)
    this.#line.broker.cancelAll(time, why)
  }

  heard(event: OrderEvent, time: EpochMs): void {
    this.advance(this.#line.clock.now)
    let deliveries: readonly Delivery[] = [{ event, time }]
    for (const { hands } of this.#on) deliveries = deliveries.flatMap((one) => hands.heard?.(one) ?? one)
    this.#deliver(deliveries)
  }

  #pass(time: EpochMs, ask: (hands: VenueHands) => Passage | undefined): Passage {
    this.advance(time)
    for (const { hands } of this.#on) {
      const passage = ask(hands) ?? 'pass'
      if (passage !== 'pass') return passage
    }
    return 'pass'
  }

  #refuse(kind: 'rejected' | 'update-rejected' | 'cancel-rejected', clientOrderId: number, why: string, time: EpochMs): void {
    this.#line.deliver({ kind, clientOrderId, time, why }, time)
  }

  #deliver(deliveries: readonly Delivery[]): void {
    for (const { event, time } of deliveries) this.#line.deliver(event, time)
  }
}
