// Annotations as GitHub Actions reads them: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions

import { failureName, failuresOf } from '../../chaos/report/failure.js'
import type { Verdict } from '../../chaos/verdict/verdict.js'
import { printable } from '../../std/printable.js'

/** A line for what failed, with the command that replays it, and one for each control that was never first. */
export function annotations({ runs, unhit }: Verdict): readonly string[] {
  return [
    ...failuresOf(runs).map((one) => line(failureName(one), `${one.failedGates}\n${one.replay}`)),
    ...unhit.map(({ scenario, control }) => line(scenario, `${control} never caught it first`)),
  ]
}

function line(title: string, message: string): string {
  return `::error title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}`
}

function escaped(text: string): string {
  return printable(text.replaceAll('\r', '')).replaceAll('%', '%25').replaceAll('\n', '%0A')
}
