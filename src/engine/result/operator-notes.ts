// What a run says of deeds of an operator that did nothing: they came too late, or let go of what nothing held.

import type { AssembledRun } from '../assemble.js'
import { deedText } from './watch-text.js'

export function operatorNotes({ postTrade }: AssembledRun): readonly string[] {
  if (postTrade === null) return []
  return [
    ...postTrade.idle.map(({ deed, held }) => `operator: ${deedText(deed)} let nothing go: ${whyNot(deed.strategy, held)}.`),
    ...postTrade.undone.map((deed) => `operator: ${deedText(deed)} was after the last bar, and did nothing.`),
  ]
}

function whyNot(strategy: string | undefined, held: readonly string[]): string {
  if (strategy === undefined) return 'nothing held the account'
  return held.length === 0 ? `nothing held ${strategy}` : `${held.join(' ')} held the account, which is let go by itself`
}
