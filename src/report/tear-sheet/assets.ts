// What a page carries besides its numbers: compiled charts, script and style, made by scripts/compile-charts.mjs.

import { readFile } from 'node:fs/promises'
import { BenchError } from '../../std/errors.js'

export interface TearSheetAssets {
  /** The charts by name, as JSON of Vega specs. */
  readonly charts: string
  /** The page's script, the Vega runtime in it. */
  readonly script: string
  readonly style: string
}

/** From `dist` next to `src`: the address is the same from the compiled file and from its source. */
const built = new URL('../../../dist/report/tear-sheet/assets/', import.meta.url)

export async function loadAssets(folder: URL = built): Promise<TearSheetAssets> {
  const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8')
  try {
    const [charts, script, style] = await Promise.all([read('charts.json'), read('page.js'), read('page.css')])
    return { charts, script, style }
  } catch (error) {
    throw new BenchError('NO_SUCH_FILE', 'the charts of the report are not built', 'run npm run build', { cause: error })
  }
}
