// What failed, and the command that replays it.

import { html } from '../../../report/tear-sheet/html.js'
import { table } from '../../../report/tear-sheet/sections/table.js'
import { counted } from '../../../report/wording.js'
import type { JudgedRun, Verdict } from '../../scenario/verdict.js'
import { replayCommand } from '../replay-command.js'
import { failedRuns, faultsOf } from '../run-group.js'
import { type Part, part } from './part.js'

/** Enough to work on; all are in verdict.json. */
const MOST = 200

export function failures({ runs, unhit }: Verdict): Part | null {
  const failed = failedRuns(runs)
  if (failed.length === 0 && unhit.length === 0) return null
  const rest = failed.length - MOST
  return part(
    'failures',
    'What failed',
    unhit.length > 0 &&
      html`<ul class="notes">${unhit.map(({ scenario, control }) => html`<li><code>${control}</code> never caught ${scenario} first, at any seed.</li>`)}</ul>`,
    failed.length > 0 &&
      table<JudgedRun>(
        'Runs that failed a gate',
        [
          { head: 'Run', cell: ({ name }) => name, sortBy: ({ name }) => name, rowMeans: () => '' },
          { head: 'Seed', numeric: true, cell: ({ seed }) => String(seed), sortBy: ({ seed }) => seed },
          { head: 'What failed', cell: faultsOf },
          { head: 'Replay', cell: (run) => html`<code class="command">${replayCommand(run)}</code>` },
        ],
        failed.slice(0, MOST),
      ),
    rest > 0 && html`<p class="note">${counted(rest, 'run')} more failed; verdict.json has them all.</p>`,
  )
}
