// The host of a strategy that misbehaves only while its entry of the schedule is on: beside the healthy ones, or in the place of one.

import type { Breach } from '../../model/breach.js'
import type { Fill } from '../../model/fill.js'
import type { Prediction } from '../../model/prediction.js'
import type { Signal, Signals, Size } from '../../model/signal.js'
import type { EpochMs } from '../../model/time.js'
import type { HostSlot, StrategyHost } from '../../strategy/strategy-host.js'
import type { Activation } from '../schedule/activation.js'

export class ChaosHost implements StrategyHost {
  readonly name: string
  readonly params: unknown
  readonly warmUp: number
  readonly slots: readonly HostSlot[]
  readonly handlesBars: boolean
  readonly handlesFills: boolean
  readonly handlesPredictions: boolean
  readonly handlesBreaches: boolean
  readonly #misbehaving: StrategyHost
  /** Whose signals are let through while the entry is off; null for nobody's. */
  readonly #healthy: StrategyHost | null
  readonly #activation: Activation
  readonly #clock: { readonly now: EpochMs }
  readonly #places: ReadonlyMap<HostSlot, number>

  constructor(misbehaving: StrategyHost, healthy: StrategyHost | null, activation: Activation, clock: { readonly now: EpochMs }) {
    const both = healthy === null ? [misbehaving] : [misbehaving, healthy]
    const own = healthy ?? misbehaving
    this.name = own.name
    this.params = own.params
    this.warmUp = own.warmUp
    this.slots = own.slots
    this.handlesBars = both.some((one) => one.handlesBars)
    this.handlesFills = both.some((one) => one.handlesFills)
    this.handlesPredictions = both.some((one) => one.handlesPredictions)
    this.handlesBreaches = both.some((one) => one.handlesBreaches)
    this.#misbehaving = misbehaving
    this.#healthy = healthy
    this.#activation = activation
    this.#clock = clock
    this.#places = new Map(own.slots.map((slot, place) => [slot, place]))
  }

  indicatorsAt(instrument: string, time: EpochMs): Record<string, number> {
    return (this.#healthy ?? this.#misbehaving).indicatorsAt(instrument, time)
  }

  start(): void {
    this.#healthy?.start()
    this.#misbehaving.start()
  }

  onBar(slot: HostSlot): Signals {
    return this.#ask((host) => host.onBar(this.#slotOf(host, slot)))
  }

  onBars(): Signals {
    return this.#ask((host) => (host.handlesBars ? host.onBars() : undefined))
  }

  onFill(slot: HostSlot, fill: Fill): Signals {
    return this.#ask((host) => (host.handlesFills ? host.onFill(this.#slotOf(host, slot), fill) : undefined))
  }

  onPrediction(slot: HostSlot, prediction: Prediction): Signals {
    return this.#ask((host) => (host.handlesPredictions ? host.onPrediction(this.#slotOf(host, slot), prediction) : undefined))
  }

  onRiskBreach(breach: Breach): Signals {
    return this.#ask((host) => (host.handlesBreaches ? host.onRiskBreach(breach) : undefined))
  }

  onTimer(timer: string): Signals {
    return this.#ask((host) => host.onTimer(timer))
  }

  onSplit(slot: HostSlot, split: { readonly ratio: number }): void {
    if (this.#healthy !== null) this.#healthy.onSplit(slot, split)
    this.#misbehaving.onSplit(this.#slotOf(this.#misbehaving, slot), split)
  }

  end(): void {
    this.#healthy?.end()
    this.#misbehaving.end()
  }

  /** The healthy one is asked in any case, so that it is where it would be when it has its place back. */
  #ask(call: (host: StrategyHost) => Signals): Signals {
    const healthy = this.#healthy === null ? undefined : call(this.#healthy)
    if (!this.#activation.isOn(this.#clock.now)) return healthy
    return grown(call(this.#misbehaving), this.#activation.factor)
  }

  /** The own slot of the one that misbehaves, for the same series. */
  #slotOf(host: StrategyHost, slot: HostSlot): HostSlot {
    return host === this.#misbehaving ? (host.slots[this.#places.get(slot) as number] as HostSlot) : slot
  }
}

/** Signals with their sizes times a factor. */
function grown(signals: Signals, factor: number): Signals {
  if (signals === undefined || factor === 1) return signals
  return isList(signals) ? signals.map((one) => grownOne(one, factor)) : grownOne(signals, factor)
}

function grownOne(signal: Signal, factor: number): Signal {
  if (signal.kind === 'target') return { ...signal, weight: signal.weight * factor }
  if (signal.kind !== 'enter' || signal.size === undefined) return signal
  return { ...signal, size: times(signal.size, factor) }
}

function times(size: Size, factor: number): Size {
  if ('lots' in size) return { lots: size.lots * factor }
  return 'notional' in size ? { notional: size.notional * factor } : { weight: size.weight * factor }
}

function isList(signals: Signal | readonly Signal[]): signals is readonly Signal[] {
  return Array.isArray(signals)
}
