// A port that does nothing of its own: tests put in what is to go wrong.

import type { BrokerOrder, OrderEvent, OrderTicket } from '../model/broker.js'
import type { EpochMs } from '../model/time.js'
import type { BrokerLine, InjectedPort } from './injection.js'

export class PassingPort implements InjectedPort {
  protected readonly line: BrokerLine

  constructor(line: BrokerLine) {
    this.line = line
  }

  get capabilities() {
    return this.line.broker.capabilities
  }

  submit(ticket: OrderTicket, time: EpochMs): void {
    this.line.broker.submit(ticket, time)
  }

  modify(change: Parameters<InjectedPort['modify']>[0], time: EpochMs): void {
    this.line.broker.modify(change, time)
  }

  cancel(id: number, time: EpochMs, why: string): void {
    this.line.broker.cancel(id, time, why)
  }

  cancelOne(order: BrokerOrder, time: EpochMs, why: string): void {
    this.line.broker.cancelOne?.(order, time, why)
  }

  cancelAll(time: EpochMs, why: string): void {
    this.line.broker.cancelAll(time, why)
  }

  requestStatement(since: EpochMs, time: EpochMs): void {
    this.line.deliver({ kind: 'statement', time, statement: this.line.copy.statement(since) }, time)
  }

  before(_time: EpochMs): void {}

  heard(event: OrderEvent, time: EpochMs): void {
    this.line.copy.note(event)
    this.line.deliver(event, time)
  }
}
