// Imports what was bundled from a file: stack traces have the file's own lines, and nothing of it stays on the disk.

import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BenchError } from '../std/errors.js'
import { readThrown } from '../std/thrown.js'
import type { StrategyBundle } from './bundle-strategy.js'

/** Node keeps the source map of a module that it loaded, so the files can go at once; also when Ctrl-C comes while it loads. */
export async function importBundle({ code, map }: StrategyBundle, path: string): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), `trading-bench-${process.pid}-`))
  const file = join(folder, 'strategy.mjs')
  if (loading.size === 0) process.once('exit', clearAll)
  loading.add(folder)
  try {
    await writeFile(`${file}.map`, withSourceRoot(map, dirname(path)))
    await writeFile(file, `${code}//# sourceMappingURL=strategy.mjs.map\n`)
    process.setSourceMapsEnabled(true)
    return await import(/* @vite-ignore */ pathToFileURL(file).href)
  } catch (cause) {
    throw failedLoading(path, cause)
  } finally {
    clear(folder)
    if (loading.size === 0) process.off('exit', clearAll)
  }
}

/** Folders of what is being loaded: many files at a time, one listener. */
const loading = new Set<string>()

function clearAll(): void {
  for (const folder of loading) clear(folder)
}

function clear(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  loading.delete(folder)
}

export function failedLoading(path: string, thrown: unknown): BenchError {
  const { message, cause } = readThrown(thrown)
  return new BenchError('BAD_STRATEGY', `${basename(path)} failed while it was loaded: ${message}`, 'mend that line', { cause })
}

function withSourceRoot(map: string, folder: string): string {
  return JSON.stringify({ ...JSON.parse(map), sourceRoot: `${pathToFileURL(folder).href}/` })
}
