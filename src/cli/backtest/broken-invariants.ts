// Whatever goes wrong, the invariants hold: a run in which one broke ends as a gate that failed.

import type { RunChaos } from '../../model/run-chaos.js'
import { formatTime } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'

/** Fails with `GATE_FAILED`, naming the first. */
export function refuseBroken(chaos: RunChaos | undefined): void {
  const [first, ...more] = chaos?.violations ?? []
  if (first === undefined) return
  const rest = more.length === 0 ? '' : `, and ${more.length} more broke`
  throw new BenchError(
    'GATE_FAILED',
    `${first.invariant} broke at ${formatTime(first.time)}: ${first.message}${rest}`,
    'a defect of the engine or of its controls: please report it with the chaos of run.json',
  )
}
