// Colour only where a person looks: a terminal that is not dumb, and nobody set NO_COLOR; or where FORCE_COLOR asks for it.

import type { WriteStream } from 'node:tty'

/** False for a pipe or a file, also under CI, unless FORCE_COLOR is set to something other than 0. NO_COLOR has the last word. */
export function hasColor(stream: Pick<WriteStream, 'isTTY'>, environment: NodeJS.ProcessEnv = process.env): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return stream.isTTY === true && TERM !== 'dumb'
}
