// The strategies of the laboratory from their files: the healthy ones of the package, and those of its `chaos` folder that misbehave.

import { fileURLToPath } from 'node:url'
import { loadStrategy } from '../strategy/loader.js'
import { strategyFaults } from './faults/strategy-faults.js'
import type { LoadedStrategies } from './laboratory.js'
import type { MisbehavingStrategies } from './trial/bound-entry.js'
import { healthyFiles } from './worlds/worlds.js'

const chaosStrategies = new URL('../../chaos/strategies/', import.meta.url)

/** All that any world and any fault needs. Errors: those of loading any strategy. */
export async function loadLaboratoryStrategies(cwd: string): Promise<LoadedStrategies> {
  const healthy = healthyFiles.map(async (file) => [file, await loadStrategy(file, { cwd })] as const)
  const misbehaving = loadMisbehavingStrategies(new Set(strategyFaults.map(({ name }) => name)), cwd)
  return { healthy: new Map(await Promise.all(healthy)), misbehaving: await misbehaving }
}

/** Those of the named faults that are strategies; with `isolated` ready for an isolated host, even where they need none. */
export async function loadMisbehavingStrategies(
  faults: ReadonlySet<string>,
  cwd: string,
  isolated = false,
): Promise<MisbehavingStrategies> {
  const loading = strategyFaults
    .filter(({ name }) => faults.has(name))
    .map(async (fault) => {
      const path = fileURLToPath(new URL(`${fault.strategy}.ts`, chaosStrategies))
      const loaded = await loadStrategy(path, { cwd, isolated: isolated || fault.isolated })
      return [fault.name, { ...loaded, isolate: fault.isolated ? ('worker' as const) : undefined }] as const
    })
  return new Map(await Promise.all(loading))
}
