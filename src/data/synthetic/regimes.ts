// Volatility that switches between regimes: a Markov chain over sessions, so that restless days come together.

import type { RandomStream } from '../../std/random.js'

interface Regime {
  /** Against the other regimes. */
  readonly volatility: number
  /** Chance that the next session is in each regime. */
  readonly next: readonly number[]
}

/** Calm lasts 120 sessions on average and stress 20; the middle of three lies between them. */
const chains: Readonly<Record<1 | 2 | 3, readonly Regime[]>> = {
  1: [{ volatility: 1, next: [1] }],
  2: [
    { volatility: 1, next: [1 - 1 / 120, 1 / 120] },
    { volatility: 3, next: [1 / 20, 1 - 1 / 20] },
  ],
  3: [
    { volatility: 1, next: [1 - 1 / 80, 1 / 80, 0] },
    { volatility: 1.7, next: [0.6 / 60, 1 - 1 / 60, 0.4 / 60] },
    { volatility: 4, next: [0, 1 / 15, 1 - 1 / 15] },
  ],
}

/** What multiplies the volatility of each session in turn. The mean of its squares is 1 in the long run; the first regime is drawn by how common each is. */
export class RegimeChain {
  readonly #regimes: readonly Regime[]
  readonly #levels: readonly number[]
  readonly #stream: RandomStream
  #current: number

  constructor(count: 1 | 2 | 3, stream: RandomStream) {
    this.#regimes = chains[count]
    this.#stream = stream
    const shares = sharesOf(count)
    const variance = shares.reduce((sum, share, index) => sum + share * (this.#regimes[index] as Regime).volatility ** 2, 0)
    this.#levels = this.#regimes.map(({ volatility }) => volatility / Math.sqrt(variance))
    this.#current = draw(shares, stream)
  }

  /** The multiplier of the next session. */
  next(): number {
    const level = this.#levels[this.#current] as number
    this.#current = draw((this.#regimes[this.#current] as Regime).next, this.#stream)
    return level
  }
}

/** What was reckoned once; every market of as many regimes has it. */
const known = new Map<1 | 2 | 3, readonly number[]>()

function sharesOf(count: 1 | 2 | 3): readonly number[] {
  const shares = known.get(count) ?? longRunShares(chains[count])
  known.set(count, shares)
  return shares
}

/** The share of sessions in each regime. */
function longRunShares(regimes: readonly Regime[]): readonly number[] {
  let shares: readonly number[] = regimes.map(() => 1 / regimes.length)
  for (let step = 0; step < 2000; step++) {
    shares = regimes.map((_, to) => regimes.reduce((sum, { next }, from) => sum + (shares[from] as number) * (next[to] as number), 0))
  }
  return shares
}

/** An index, as often as its share says. */
function draw(shares: readonly number[], stream: RandomStream): number {
  let left = stream.next()
  for (const [index, share] of shares.entries()) {
    left -= share
    if (left < 0) return index
  }
  return shares.length - 1
}
