// Finds a strategy's file: a name lives in ./strategies or among the package's own; anything with a slash or an ending is a path.

import { existsSync, readdirSync } from 'node:fs'
import { basename, extname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'

const endings = ['.ts', '.mts', '.js', '.mjs']

/** The absolute path of a strategy's file. Fails with `UNKNOWN_STRATEGY` and the nearest name, or with `NO_SUCH_FILE`. */
export function locateStrategy(nameOrPath: string, cwd: string): string {
  return isPath(nameOrPath) ? locatePath(nameOrPath, cwd) : locateName(nameOrPath, cwd)
}

/** The names that can be run from a folder, sorted: its own `strategies/` first hides a bundled one of the same name. */
export function strategyNames(cwd: string): readonly string[] {
  const names = strategyFolders(cwd).flatMap((folder) => strategyFiles(folder).map(nameOf))
  return [...new Set(names)].sort()
}

function isPath(text: string): boolean {
  return text.includes('/') || text.includes('\\') || endings.includes(extname(text))
}

function locatePath(path: string, cwd: string): string {
  const file = isAbsolute(path) ? path : resolve(cwd, path)
  if (!existsSync(file)) throw new BenchError('NO_SUCH_FILE', `there is no strategy file ${path}`, `looked in ${cwd}`)
  if (!endings.includes(extname(file)))
    throw new BenchError('BAD_STRATEGY', `${path} is not a strategy file`, `a strategy file ends with ${endings.join(', ')}`)
  return file
}

function locateName(name: string, cwd: string): string {
  for (const folder of strategyFolders(cwd)) {
    const file = strategyFiles(folder).find((candidate) => nameOf(candidate) === name)
    if (file !== undefined) return join(folder, file)
  }
  const names = strategyNames(cwd)
  const known = names.length > 0 ? `the strategies are ${names.join(', ')}` : 'there is no strategies folder here'
  const hint = [didYouMean(name, names), `${known}; or give the path of a .ts or .js file`].filter(Boolean).join(' ')
  throw new BenchError('UNKNOWN_STRATEGY', `no strategy is called '${name}'`, hint)
}

function strategyFolders(cwd: string): readonly string[] {
  const bundled = fileURLToPath(new URL('../../strategies', import.meta.url))
  return [...new Set([join(cwd, 'strategies'), bundled])]
}

function strategyFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((file) => endings.includes(extname(file)) && !file.includes('.test.') && !file.includes('.d.'))
}

function nameOf(file: string): string {
  return basename(file, extname(file))
}
