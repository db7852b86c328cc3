// Scenarios from their files: those of a folder's own `chaos/scenarios` first, then the package's.

import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { bundleStrategy } from '../../strategy/bundle-strategy.js'
import { importBundle } from '../../strategy/import-bundle.js'
import type { Scenario } from './scenario.js'

const bundled = fileURLToPath(new URL('../../../chaos/scenarios', import.meta.url))

/** The named scenarios, or all of them. Fails with `UNKNOWN_SCENARIO` and the nearest name. */
export async function loadScenarios(names: readonly string[], cwd: string): Promise<readonly Scenario[]> {
  const files = scenarioFiles(cwd)
  const chosen = names.length === 0 ? [...files.keys()].sort() : names
  return Promise.all(chosen.map((name) => load(files.get(name) ?? unknown(name, files.keys()))))
}

/** By name; a folder's own hides the package's of the same name. */
function scenarioFiles(cwd: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const folder of [bundled, join(cwd, 'chaos', 'scenarios')]) {
    if (!existsSync(folder)) continue
    for (const file of readdirSync(folder)) if (file.endsWith('.ts')) files.set(basename(file, '.ts'), join(folder, file))
  }
  return files
}

async function load(path: string): Promise<Scenario> {
  const module = await importBundle(await bundleStrategy(path), path)
  const scenario = module.default as Partial<Scenario> | undefined
  if (typeof scenario?.schedule !== 'function' || typeof scenario.name !== 'string') {
    throw new BenchError(
      'BAD_SCENARIO',
      `${basename(path)} has no scenario as its default export`,
      'write: export default defineScenario({ … })',
    )
  }
  return scenario as Scenario
}

function unknown(name: string, known: Iterable<string>): never {
  const names = [...known]
  const hint = didYouMean(name, names) ?? `the scenarios are ${names.join(', ')}`
  throw new BenchError('UNKNOWN_SCENARIO', `no scenario is called '${name}'`, hint)
}
