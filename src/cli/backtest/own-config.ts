// The config file that a strategy brings along: `strategies/configs/<name>.yaml` beside `strategies/<name>.ts`.

import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { BenchError } from '../../std/errors.js'
import { locateStrategy } from '../../strategy/locate-strategy.js'
import type { GivenParams } from './params.js'
import type { Settings } from './settings.js'

/** What a run says of it: the file, what of it is in force, and what of any file is left out. */
export function ownConfigNote(
  { ownFile, sources }: Pick<Settings, 'ownFile' | 'sources'>,
  { own, leftOut }: Pick<GivenParams, 'own' | 'leftOut'>,
): readonly string[] {
  const left = leftOut.map((name) => `params.${name} of a config file is left out: what it makes exceptions from was given after it.`)
  if (ownFile === null) return left
  const names = Object.entries(sources).flatMap(([name, origin]) => (origin === 'strategy' ? [name] : []))
  const set = [...names, ...own.map((name) => `params.${name}`)]
  const file = ownFile.split(/[\\/]/).slice(-3).join('/')
  const note = `Settings of the strategy’s own file ${file}, where nothing else was given: ${set.length === 0 ? 'none' : set.join(', ')}.`
  return [note, ...left]
}

/** Its path, or null where there is none. A strategy that cannot be found has none: whoever loads it says so. */
export function ownConfigOf(strategy: string, cwd: string): string | null {
  try {
    const path = locateStrategy(strategy, cwd)
    const stem = join(dirname(path), 'configs', basename(path, extname(path)))
    return ['.yaml', '.yml', '.json'].map((ending) => `${stem}${ending}`).find((file) => existsSync(file)) ?? null
  } catch (error) {
    if (error instanceof BenchError) return null
    throw error
  }
}
