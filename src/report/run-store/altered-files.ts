// Whether the files of a run are still what its hashes are over: the decisions and fills that were read are hashed again.

import { FillTable } from '../../engine/records/fill-table.js'
import { RunLog } from '../../engine/records/run-log.js'
import type { RunResult } from '../../model/run.js'
import { engineVersion } from '../../std/version.js'
import { runFileNames } from '../run-file-names.js'

/** The files that give another hash. None for a run of another version of the engine, which may have hashed otherwise. */
export function alteredFiles({ decisions, fills, hashes, engineVersion: madeBy }: RunResult): string[] {
  if (madeBy !== engineVersion()) return []
  const log = new RunLog(false)
  for (const decision of decisions ?? []) log.decision(decision)
  const table = new FillTable()
  for (const fill of fills) table.append(fill)
  const altered: string[] = []
  if (decisions !== null && log.decisionHash !== hashes.decision) altered.push(runFileNames.decisions)
  if (table.hash() !== hashes.execution) altered.push(runFileNames.fills)
  return altered
}
