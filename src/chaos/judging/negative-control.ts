// The negative control: a world in which nothing goes wrong. What stops or refuses healthy strategies there would do so every day.

import type { RunResult } from '../../model/run.js'
import type { Laboratory } from '../laboratory.js'
import { scheduleOf } from '../schedule/schedule.js'
import type { Trial } from '../trial/trial.js'
import type { Gate, JudgedRun } from '../verdict/verdict.js'
import type { Refusals } from '../worlds/world-plan.js'
import { peaceIn } from '../worlds/worlds.js'
import { type Depth, inFull } from './depth.js'
import { asBacktest } from './gates.js'
import { judgeHeld } from './judge-held.js'

/** Runs a world at a seed with nothing in its schedule. Fails with `UNKNOWN_WORLD` and the nearest name. */
export function judgeNegative(name: string, laboratory: Laboratory, seed: number, depth: Omit<Depth, 'ablation'> = inFull): JudgedRun {
  const held = judgeHeld({ kind: 'negative control', name, world: name }, laboratory, scheduleOf(seed, []), depth)
  const world = laboratory.world(name, seed)
  const twin = laboratory.twin(world, seed)
  const gates = [...held.gates, peaceful(twin, name)]
  if (depth.again && twin.result !== null) gates.push(asBacktest(twin.result, laboratory.backtest(world, seed)))
  return { ...held, gates }
}

/** No breaker fires, no latch is set, nothing is refused but what the world has by design, and everybody trades. */
export function peaceful({ result }: Trial, world: string): Gate {
  const { refuses, mayRest } = peaceIn(world)
  const wrong = result === null ? ['nothing ran'] : [...stopped(result), ...refused(result, refuses), ...(mayRest ? [] : idle(result))]
  return {
    name: 'negative control',
    passed: wrong.length === 0,
    says: wrong.join('; ') || 'nothing was stopped, nor refused without reason',
  }
}

function stopped({ risk }: RunResult): readonly string[] {
  const { breaches = [], transitions = [] } = risk ?? {}
  return [
    ...breaches.flatMap(({ severity, code, strategy }) => (severity === 'critical' ? [`${code} of ${strategy ?? 'the account'}`] : [])),
    ...transitions.map(({ from, to, strategy }) => `${strategy ?? 'the account'}: ${from} to ${to}`),
  ]
}

function refused({ denials }: RunResult, refuses: Refusals): readonly string[] {
  const codes = [...new Set(denials.map(({ code }) => code))]
  return codes.flatMap((code) => {
    const times = denials.filter((one) => one.code === code).length
    const most = refuses[code] ?? 0
    return times > most ? [`${code} refused ${times} times, at most ${most}`] : []
  })
}

/** Who did not both enter and leave: of whom nothing was refused because nothing was asked. */
function idle({ strategies, fills }: RunResult): readonly string[] {
  return strategies.flatMap(({ name }) => {
    const sides = new Set(fills.flatMap(({ strategy, side }) => (strategy === name ? [side] : [])))
    return sides.size < 2 ? [`${name} did not trade`] : []
  })
}
