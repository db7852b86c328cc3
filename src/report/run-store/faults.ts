// What of a stored run does not fit together any more: somebody changed or removed a file, or a definition has changed.

import type { StoredRun } from './read-run.js'

/** A sentence for each fault, without a full stop; none of a run that is as it was written. */
export function faultsOf({ altered, disagreements, missing }: Pick<StoredRun, 'altered' | 'disagreements' | 'missing'>): string[] {
  return [
    ...altered.map((file) => `${file} is not what the run's hash is over: it was changed after the run`),
    ...missing.map((file) => `${file} is not there: it was removed, or an older version did not write it`),
    ...disagreements.map(({ metric, stored, computed }) => `${metric} was written as ${stored}, and its files give ${computed}`),
  ]
}
