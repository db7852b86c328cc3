// What triggers look at, read from a run as it goes on.

import type { RunInside } from '../../engine/injection.js'
import type { BarFeed, FeedSeries } from '../../engine/time/bar-feed.js'
import { fail } from '../../std/assert.js'
import type { TriggerFacts } from '../schedule/activation.js'

export class InsideFacts implements TriggerFacts {
  #run: RunInside | null = null

  look(run: RunInside): void {
    this.#run = run
  }

  get areThere(): boolean {
    return this.#run !== null
  }

  get equity(): number {
    return this.#inside.portfolio.equity
  }

  get breaches(): number {
    return this.#inside.postTrade?.breachCount ?? 0
  }

  deviation(instrument: string | undefined, bars: number): number {
    const one = seriesOf(this.#inside.feed, instrument)
    const { close } = one.series.columns
    const last = one.cursor.index
    if (last < bars) return Number.NaN
    let sum = 0
    let squares = 0
    for (let bar = last - bars + 1; bar <= last; bar++) {
      const change = (close[bar] as number) / (close[bar - 1] as number) - 1
      sum += change
      squares += change * change
    }
    return Math.sqrt(Math.max(0, (squares - (sum * sum) / bars) / (bars - 1)))
  }

  get #inside(): RunInside {
    return this.#run ?? fail('triggers are asked once the run is there')
  }
}

function seriesOf(feed: BarFeed, instrument: string | undefined): FeedSeries {
  const one = feed.series.find(({ series }) => instrument === undefined || series.instrument.id === instrument)
  return one ?? (feed.series[0] as FeedSeries)
}
