// A signal from before a split in the shares after it: what it says in prices and lots; shares of equity, currency and fractions stay as they are.

import { splitLots, splitPrice } from './corporate-action.js'
import type { Enter, Protection, ProtectivePrice, Signal } from './signal.js'
import { splitPrices, splitTrail } from './split-order.js'

/** Prices are put on the tick when an order is made of it. An amend and a cancel wait for nothing. */
export function splitSignal(signal: Signal, ratio: number): Signal {
  switch (signal.kind) {
    case 'enter':
      return { ...splitEnter(signal, ratio), ...splitTerms(signal, ratio) }
    case 'exit':
      return { ...signal, ...splitTerms(signal, ratio) }
    default:
      return signal
  }
}

function splitEnter(signal: Enter, ratio: number): Enter {
  const { size, protect } = signal
  return {
    ...signal,
    ...(size !== undefined && 'lots' in size && { size: { lots: splitLots(size.lots, ratio) } }),
    ...(protect !== undefined && { protect: splitProtection(protect, ratio) }),
  }
}

function splitProtection({ stop, target, trail }: Protection, ratio: number): Protection {
  const part = (price: ProtectivePrice | undefined): ProtectivePrice | undefined =>
    typeof price === 'number' ? splitPrice(price, ratio) : price
  return { stop: part(stop), target: part(target), trail: trail === undefined ? trail : splitTrail(trail, ratio) }
}

/** What an entry and an exit have alike. */
function splitTerms({ order, triggers }: Pick<Enter, 'order' | 'triggers'>, ratio: number): Pick<Enter, 'order' | 'triggers'> {
  return {
    ...(order !== undefined && { order: splitPrices(order, ratio) }),
    ...(triggers !== undefined && {
      triggers: triggers.map((one) => ({
        ...one,
        lots: splitLots(one.lots, ratio),
        ...(one.order !== undefined && { order: splitPrices(one.order, ratio) }),
      })),
    }),
  }
}
