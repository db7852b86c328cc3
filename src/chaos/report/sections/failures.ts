// What failed, and the command that replays it.

import { html } from '../../../report/tear-sheet/html.js'
import { table } from '../../../report/tear-sheet/sections/table.js'
import { counted } from '../../../report/wording.js'
import type { Verdict } from '../../verdict/verdict.js'
import { type Failure, failuresOf } from '../failure.js'
import { seedsText } from '../seeds-text.js'
import { type Part, part } from './part.js'

/** Enough to work on; all are in verdict.json. */
const MOST = 200

export function failures({ runs, unhit }: Verdict): Part | null {
  const failed = failuresOf(runs)
  if (failed.length === 0 && unhit.length === 0) return null
  const rest = failed.length - MOST
  return part(
    'failures',
    'What failed',
    unhit.length > 0 &&
      html`<ul class="notes">${unhit.map(({ scenario, control }) => html`<li><code>${control}</code> never caught ${scenario} first, at any seed.</li>`)}</ul>`,
    failed.length > 0 &&
      table<Failure>(
        'Runs that failed a gate',
        [
          { head: 'Run', cell: ({ name }) => name, sortBy: ({ name }) => name, rowMeans: () => '' },
          { head: 'Seeds', numeric: true, cell: ({ seeds }) => seedsText(seeds), sortBy: ({ seeds: [first = 0] }) => first },
          { head: 'What failed', cell: ({ failedGates }) => failedGates },
          { head: 'Replay', cell: ({ replay }) => html`<code class="command">${replay}</code>` },
        ],
        failed.slice(0, MOST),
      ),
    rest > 0 && html`<p class="note">${counted(rest, 'failure')} more; verdict.json has them all.</p>`,
  )
}
