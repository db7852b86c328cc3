// What waits in the engine's queue.

import type { BrokerEvent } from '../../model/broker.js'

/** A broker's word, or a timer that a strategy asked for. */
export type EngineEvent = BrokerEvent | { readonly kind: 'timer'; readonly strategy: number; readonly name: string }
