// Checks that the bars a golden speaks of are there, and are the very ones.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

/** What is wrong with the file, or undefined. */
export function dataFault(path: string, sha256: string | undefined): string | undefined {
  if (!existsSync(path)) return 'the data file is missing'
  const actual = createHash('sha256').update(readFileSync(path)).digest('hex')
  return sha256 === undefined || sha256 === actual ? undefined : `the data file has sha256 ${actual}`
}
