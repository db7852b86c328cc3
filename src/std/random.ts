// Named random streams: each subsystem draws from its own, so that a draw added in one does not shift the others.

import seedrandom from 'seedrandom'

/** A seeded stream of doubles in [0, 1). Its state can be saved and restored to the bit. */
export interface RandomStream {
  /** The next uniform double in [0, 1). */
  next(): number
  /** A standard normal draw (Marsaglia's polar method). */
  normal(): number
  /** A uniform integer in [0, bound). */
  integer(bound: number): number
}

/** The stream of one subsystem under one seed: the same pair gives the same draws everywhere. */
export function randomStream(seed: number | string, name: string): RandomStream {
  const draw = seedrandom.alea(`${seed}/${name}`)
  const next = (): number => draw.double()
  return { next, normal: () => polarNormal(next), integer: (bound) => Math.floor(next() * bound) }
}

function polarNormal(next: () => number): number {
  for (;;) {
    const x = 2 * next() - 1
    const y = 2 * next() - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}
