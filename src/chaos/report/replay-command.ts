// The one command that runs a judged run again.

import { assertNever } from '../../std/assert.js'
import { shellWord } from '../../std/shell-word.js'
import type { JudgedRun } from '../verdict/verdict.js'

type Judged = Pick<JudgedRun, 'kind' | 'name' | 'tested' | 'world' | 'seed'>

export function replayCommand(run: Judged): string {
  if (run.tested !== undefined)
    return `bench chaos run --strategy ${run.tested.map(shellWord).join(' ')} --condition ${shellWord(run.name)} --seed ${run.seed}`
  return `bench chaos replay ${shellWord(runName(run))}${run.kind === 'schedule' ? ` --world ${shellWord(run.world)}` : ''}`
}

/** As `bench chaos replay` takes it: `infinium-2010@3`, `storm.yaml@3`, `swarm/week@3`, `negative/calm@3`, `corpus/late-fill`. */
function runName(run: Judged): string {
  const { kind, name, seed } = run
  switch (kind) {
    case 'scenario':
    case 'schedule':
    case 'tester':
      return `${name}@${seed}`
    case 'swarm':
      return `swarm/${name}@${seed}`
    case 'negative control':
      return `negative/${name}@${seed}`
    case 'corpus':
      return `corpus/${name}`
    default:
      return assertNever(kind)
  }
}
