// Annotations as GitHub Actions reads them: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions

import { failureName, failuresOf } from '../../chaos/report/failure.js'
import { verdictSentence } from '../../chaos/report/verdict-sentence.js'
import type { Verdict } from '../../chaos/verdict/verdict.js'
import { cameToNothing } from '../../chaos/verdict/verdict-of.js'
import { printable } from '../../std/printable.js'

/** A line for what failed, with the command that replays it, one for each control that was never first, and one where nothing came of anything. */
export function annotations(verdict: Verdict): readonly string[] {
  const { runs, unhit } = verdict
  return [
    ...failuresOf(runs).map((one) => line(failureName(one), `${one.failedGates}\n${one.replay}`)),
    ...unhit.map(({ scenario, control }) => line(scenario, `${control} never caught it first`)),
    ...(cameToNothing(runs) ? [line('nothing was tested', verdictSentence(verdict).sentence)] : []),
  ]
}

function line(title: string, message: string): string {
  return `::error title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}`
}

function escaped(text: string): string {
  return printable(text.replaceAll('\r', '')).replaceAll('%', '%25').replaceAll('\n', '%0A')
}
