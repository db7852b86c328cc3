// Annotations as GitHub Actions reads them: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions

import { replayCommand } from '../../chaos/report/replay-command.js'
import { faultsOf, hasFailed } from '../../chaos/report/run-group.js'
import type { Verdict } from '../../chaos/scenario/verdict.js'
import { printable } from '../../std/printable.js'

/** A line for each run that failed, with the command that replays it, and one for each control that was never first. */
export function annotations({ runs, unhit }: Verdict): readonly string[] {
  return [
    ...runs.filter(hasFailed).map((run) => line(`${run.name} at seed ${run.seed}`, `${faultsOf(run)}\n${replayCommand(run)}`)),
    ...unhit.map(({ scenario, control }) => line(scenario, `${control} never caught it first`)),
  ]
}

function line(title: string, message: string): string {
  return `::error title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}`
}

function escaped(text: string): string {
  return printable(text.replaceAll('\r', '')).replaceAll('%', '%25').replaceAll('\n', '%0A')
}
