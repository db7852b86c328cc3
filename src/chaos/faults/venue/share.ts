// The share of orders, reports or requests that a venue fault is about.

import { z } from 'zod'
import type { RandomStream } from '../../../std/random.js'
import { MOST_MINUTES } from '../most-minutes.js'

const MOST_SECONDS = 60 * MOST_MINUTES

/** 0…1, all of them where it is left out. */
export function share(of: string) {
  return z.number().min(0).max(1).default(1).describe(`Share of the ${of}`)
}

/** A quarter at the least, so that a swarm that draws the fault has it happen. */
export function drawnShare(random: RandomStream): { readonly share: number } {
  return { share: 0.25 + 0.75 * random.next() }
}

/** Seconds as a schedule writes them. */
export function seconds(usual: number, what: string) {
  return z.number().min(0).max(MOST_SECONDS).default(usual).describe(`Seconds ${what}`)
}
