// Every verb of `bench`, in the order of the help.

import { backtestVerbs } from './backtest/verbs.js'
import { chaosVerbs } from './chaos/verbs.js'
import { dataVerbs } from './data/verbs.js'
import { referenceVerbs } from './reference/verbs.js'
import { runsVerbs } from './runs/verbs.js'
import { setupVerbs } from './setup/verbs.js'
import { sqlVerbs } from './sql/verbs.js'
import type { Verb } from './verb.js'

/** What the verbs of a group are about. */
export const groups: Readonly<Record<string, string>> = {
  chaos: 'what goes wrong, and who stops it',
  data: 'the bars at hand: import, check, repair, generate, list, show, export, remove',
}

export const verbs: readonly Verb[] = [
  ...backtestVerbs,
  ...runsVerbs,
  ...chaosVerbs,
  ...dataVerbs,
  ...sqlVerbs,
  ...referenceVerbs,
  ...setupVerbs,
]
