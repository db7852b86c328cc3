// Scenarios from their files: those of a folder's own `chaos/scenarios` first, then the package's.

import { basename } from 'node:path'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import { bundleStrategy } from '../../strategy/bundle-strategy.js'
import { importBundle } from '../../strategy/import-bundle.js'
import { ownOrBundled } from '../own-or-bundled.js'
import { checkedScenario } from './check-scenario.js'
import type { Scenario } from './scenario.js'

/** The named scenarios, or all of them; a scenario is called as its file is. Fails with `UNKNOWN_SCENARIO` and the nearest name, and with `BAD_SCENARIO`. */
export async function loadScenarios(names: readonly string[], cwd: string): Promise<readonly Scenario[]> {
  const files = ownOrBundled('scenarios', '.ts', cwd)
  const chosen = names.length === 0 ? [...files.keys()].sort() : names
  return Promise.all(chosen.map((name) => load(files.get(name) ?? unknown(name, files.keys()))))
}

async function load(path: string): Promise<Scenario> {
  const module = await importBundle(await bundleStrategy(path), path)
  return checkedScenario(module.default, basename(path))
}

function unknown(name: string, known: Iterable<string>): never {
  const names = [...known]
  const hint = didYouMean(name, names) ?? 'bench chaos list has them'
  throw new BenchError('UNKNOWN_SCENARIO', `no scenario is called '${name}'`, hint)
}
