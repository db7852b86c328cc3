// Turns what a user names into files: a file is itself, a folder all data files in it, and a quoted pattern such as 'minute/**/*_trade.zip' what it matches.

import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { hasBarEnding } from '../../data/import/sources/endings.js'
import { BenchError } from '../../std/errors.js'

/** Each file once, those of a folder or pattern in the order of their names. Fails with `NO_SUCH_FILE`. */
export function expandFiles(operands: readonly string[]): readonly string[] {
  return [...new Set(operands.flatMap(expand))]
}

function expand(operand: string): readonly string[] {
  if (existsSync(operand)) return statSync(operand).isDirectory() ? filesIn(operand) : [operand]
  if (!/[*?[{]/.test(operand)) throw new BenchError('NO_SUCH_FILE', `there is no file ${operand}`, 'check the path')
  const folder = fixedFolder(operand)
  const pattern = patternOf(operand)
  const found = walk(folder).filter((file) => pattern.test(slashed(file)))
  if (found.length === 0)
    throw new BenchError('NO_SUCH_FILE', `no file matches ${operand}`, '* stands for a part of a name, ** for folders too')
  return found
}

function filesIn(folder: string): readonly string[] {
  const found = walk(folder).filter(hasBarEnding)
  if (found.length === 0)
    throw new BenchError('NO_SUCH_FILE', `${folder} has no file that may hold bars`, 'CSV, text, JSON, zip and Parquet are read')
  return found
}

/** Every file below a folder; hidden ones are left out. */
function walk(folder: string): string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  return sorted.flatMap((entry) => {
    const path = folder === '.' ? entry.name : join(folder, entry.name)
    return entry.isDirectory() ? walk(path) : entry.isFile() || entry.isSymbolicLink() ? [path] : []
  })
}

/** The folders before the first one with a sign of a pattern. */
function fixedFolder(pattern: string): string {
  const parts = pattern.split('/')
  const first = parts.findIndex((part) => /[*?[{]/.test(part))
  const fixed = parts.slice(0, first).join('/')
  return fixed === '' ? (pattern.startsWith('/') ? '/' : '.') : fixed
}

/** `*` and `?` within a name, `**` across folders, `[abc]` and `{one,two}`. */
function patternOf(glob: string): RegExp {
  const source = slashed(join(glob)).replaceAll(/\*\*\/|\*\*|[*?{},]|[.+^$()|\\]/g, (sign) => {
    if (sign === '**/') return '(?:.*/)?'
    if (sign === '**') return '.*'
    if (sign === '*') return '[^/]*'
    if (sign === '?') return '[^/]'
    if (sign === '{') return '(?:'
    if (sign === '}') return ')'
    return sign === ',' ? '|' : `\\${sign}`
  })
  return new RegExp(`^${source}$`)
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}
