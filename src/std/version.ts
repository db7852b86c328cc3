// The version of the workbench, as printed on reports and written beside data.

import { readFileSync } from 'node:fs'

/** From package.json, read once. */
export function engineVersion(): string {
  version ??= (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
  return version
}

let version: string | undefined
