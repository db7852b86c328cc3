// What the page of a verdict carries besides its numbers: script and style, made by scripts/compile-charts.mjs.

import { readFile } from 'node:fs/promises'
import { BenchError } from '../../std/errors.js'

export interface VerdictAssets {
  readonly script: string
  readonly style: string
}

/** From `dist` next to `src`: the address is the same from the compiled file and from its source. */
const built = new URL('../../../dist/chaos/report/assets/', import.meta.url)

/** Fails with `NO_SUCH_FILE` where the package is not built. */
export async function loadVerdictAssets(): Promise<VerdictAssets> {
  const read = (name: string): Promise<string> => readFile(new URL(name, built), 'utf8')
  try {
    const [script, style] = await Promise.all([read('page.js'), read('page.css')])
    return { script, style }
  } catch (error) {
    throw new BenchError('NO_SUCH_FILE', 'the page of the verdict is not built', 'run npm run build', { cause: error })
  }
}
