// The config file that a strategy brings along: `strategies/configs/<name>.yaml` beside `strategies/<name>.ts`.

import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { BenchError } from '../../std/errors.js'
import { locateStrategy } from '../../strategy/locate-strategy.js'
import type { Settings } from './settings.js'

/** What a run says of it: the file, and what of it is in force. */
export function ownConfigNote({ ownFile, sources, params }: Settings): readonly string[] {
  if (ownFile === null) return []
  const names = Object.entries(sources).flatMap(([name, origin]) => (origin === 'strategy' ? [name] : []))
  const set = [...names, ...(Object.keys(params.typed).length > 0 ? ['params'] : [])]
  const file = ownFile.split(/[\\/]/).slice(-3).join('/')
  return [`Settings of the strategy’s own file ${file}, where nothing else was given: ${set.length === 0 ? 'none' : set.join(', ')}.`]
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
