// Arbitrage between venues: buy an asset where it is cheaper and sell it where it is dearer at the same time, and hold nothing.

import { defineStrategy, enterLong, enterShort, exit, type InstrumentView, type Signal, wholeDown, z } from 'trading-bench'

type Listing = InstrumentView<Record<never, never>>

/** Of each asset: the lots of a leg when both were sent last, and whether one of them then stood alone. */
type Memory = Map<string, { lots: number; wasAlone: boolean }>

export default defineStrategy({
  name: 'arbitrage',
  description: 'Buys on the venue where an asset is cheaper and sells on the one where it is dearer, when that pays after costs.',
  params: z.object({
    minSpreadBps: z.number().min(0).default(5).describe('Least spread that is left after costs, in hundredths of a percent'),
    costBps: z.number().min(0).default(2).describe('What one trade costs, in hundredths of a percent of its value'),
    share: z
      .number()
      .positive()
      .max(0.5)
      .default(0.4)
      .describe('Share of equity that the purchases are worth, and the sales, of all assets'),
  }),
  memory: (): Memory => new Map(),
  onBars({ instruments, account, memory }, p) {
    const assets = byAsset(instruments)
    const value = (p.share * account.equity) / assets.size
    return [...assets].flatMap(([asset, listings]): Signal[] => {
      if (listings.some(isUnderWay)) return []
      const cheap = listings.reduce((best, one) => (one.bar.close < best.bar.close ? one : best))
      const dear = listings.reduce((best, one) => (one.bar.close > best.bar.close ? one : best))
      const legs = memory.get(asset) ?? { lots: 0, wasAlone: false }
      memory.set(asset, legs)
      legs.wasAlone ||= Math.abs(cheap.position.quantity) >= legs.lots && !cheap.position.isFlat
      // One leg filled more than the other: what is left is closed where that is best.
      if (cheap.position.isLong) return [exit({ instrument: dear.instrument.id, reason: 'more was bought than sold' })]
      if (cheap.position.isShort) return [exit({ instrument: cheap.instrument.id, reason: 'more was sold than bought' })]
      if (listings.length < 2) return []
      const spreadBps = (dear.bar.close / cheap.bar.close - 1) * 1e4 - 2 * p.costBps
      const { lot, multiplier } = cheap.instrument
      const lots = wholeDown(value / (dear.bar.close * lot * multiplier))
      if (!(spreadBps > p.minSpreadBps)) legs.wasAlone = false
      // A leg that was denied once is denied again: nothing is begun before the prices have met.
      if (!(spreadBps > p.minSpreadBps) || lots === 0 || legs.wasAlone) return []
      legs.lots = lots
      const reason = `${spreadBps.toFixed(1)} bps after costs`
      return [
        enterLong({ instrument: cheap.instrument.id, size: { lots }, reason }),
        enterShort({ instrument: dear.instrument.id, size: { lots }, reason }),
      ]
    })
  },
})

/** Whether an order besides protection works: until it has ended nobody knows what is held. */
function isUnderWay({ working }: Listing): boolean {
  return working.some(({ role }) => role !== 'stop' && role !== 'target')
}

/** The listings whose bar has just closed, by their asset. */
function byAsset(instruments: readonly Listing[]): Map<string, Listing[]> {
  const found = new Map<string, Listing[]>()
  for (const one of instruments) {
    const { asset } = one.instrument
    if (asset !== undefined && one.isFresh) found.set(asset, [...(found.get(asset) ?? []), one])
  }
  return found
}
