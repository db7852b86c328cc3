// `bench chaos run`: scenarios at their seeds, judged gate by gate.

import { Laboratory } from '../../chaos/laboratory.js'
import { loadLaboratoryStrategies } from '../../chaos/load-strategies.js'
import { judge } from '../../chaos/scenario/judge.js'
import { loadScenarios } from '../../chaos/scenario/load-scenarios.js'
import type { JudgedRun, Verdict } from '../../chaos/scenario/verdict.js'
import { verdictOf } from '../../chaos/scenario/verdict-of.js'
import { BenchError } from '../../std/errors.js'
import { table } from '../terminal/table.js'
import type { ChaosRunOptions } from './options.js'

/** Fails with `GATE_FAILED` where any gate did. */
export async function runChaos({ scenario = [], seeds = 1, json = false }: ChaosRunOptions): Promise<void> {
  const cwd = process.cwd()
  const [scenarios, strategies] = await Promise.all([loadScenarios(scenario, cwd), loadLaboratoryStrategies(cwd)])
  const laboratory = new Laboratory(strategies)
  const runs: JudgedRun[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    for (const one of scenarios) runs.push(judge(one, laboratory, seed))
    laboratory.forget()
  }
  const verdict = verdictOf(runs)
  process.stdout.write(`${json ? JSON.stringify(verdict) : textOf(verdict)}\n`)
  const failed = runs.filter(({ gates }) => gates.some(({ passed }) => !passed)).length
  if (failed > 0) throw new BenchError('GATE_FAILED', `${failed} of ${runs.length} runs failed a gate`, 'the table says which')
}

function textOf({ runs, verdictHash }: Verdict): string {
  const rows = runs.map(({ name, seed, gates, catches, damage, damageBudget }) => {
    const failed = gates.filter(({ passed }) => !passed).map(({ name: gate, says }) => `${gate}: ${says}`)
    const verdict = failed.length === 0 ? 'passed' : failed.join('; ')
    return [name, String(seed), catches[0]?.by ?? 'nothing', dollars(damage), dollars(damageBudget), verdict]
  })
  return `${table(['scenario', 'seed', 'caught by', 'damage', 'budget', 'verdict'], rows, [1, 3, 4])}\nverdict ${verdictHash}`
}

function dollars(amount: number | null): string {
  return amount === null ? '–' : amount.toFixed(2)
}
