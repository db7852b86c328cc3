// A strategy's file as an isolated host takes it: bundled with all it imports, for a context without Node.

import { SourceMap } from 'node:module'
import { BUNDLE_NAME } from './guarded-context.js'

export interface IsolatedSource {
  /** A script whose value is the strategy inside its part of the host. */
  readonly code: string
  /** Its source map, with paths relative to the strategy's folder. */
  readonly map: string
  /** The script of the worker, the same for every strategy. */
  readonly worker: string
}

/** A stack of the bundle with the lines that somebody wrote; frames of the host are left out. */
export function placedStack({ map }: IsolatedSource, stack: string): string {
  const payload = new SourceMap(JSON.parse(map))
  return stack
    .split('\n')
    .flatMap((line) => {
      const place = line.match(new RegExp(`${BUNDLE_NAME}:(\\d+):(\\d+)`))
      if (place === null) return line.trimStart().startsWith('at ') ? [] : [line]
      const found = payload.findEntry(Number(place[1]) - 1, Number(place[2]) - 1)
      if (!('originalSource' in found)) return []
      return [line.replace(place[0], `${found.originalSource}:${found.originalLine + 1}:${found.originalColumn + 1}`)]
    })
    .join('\n')
}
