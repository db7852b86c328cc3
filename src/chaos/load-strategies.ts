// The strategies of the laboratory from their files: the healthy ones of the package, and those of its `chaos` folder that misbehave.

import { fileURLToPath } from 'node:url'
import { loadStrategy } from '../strategy/loader.js'
import { strategyFaults } from './faults/strategy-faults.js'
import type { LoadedStrategies } from './laboratory.js'
import { healthyFiles } from './worlds/worlds.js'

const chaosStrategies = new URL('../../chaos/strategies/', import.meta.url)

/** Errors: those of loading any strategy. */
export async function loadLaboratoryStrategies(cwd: string): Promise<LoadedStrategies> {
  const healthy = healthyFiles.map(async (file) => [file, await loadStrategy(file, { cwd })] as const)
  const wild = strategyFaults.map(async ({ name, strategy, isolated }) => {
    const path = fileURLToPath(new URL(`${strategy}.ts`, chaosStrategies))
    return [name, await loadStrategy(path, { cwd, isolated })] as const
  })
  return { healthy: new Map(await Promise.all(healthy)), wild: new Map(await Promise.all(wild)) }
}
