// Colour only where a person looks: a terminal that is not dumb, and nobody set NO_COLOR.

import type { WriteStream } from 'node:tty'

/** False for a pipe or a file, also under CI. */
export function hasColor(stream: Pick<WriteStream, 'isTTY'>, environment: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb'
}
