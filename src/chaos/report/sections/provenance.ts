// What it takes to have the same verdict again.

import { html } from '../../../report/tear-sheet/html.js'
import { table } from '../../../report/tear-sheet/sections/table.js'
import type { Verdict } from '../../verdict/verdict.js'
import { seedsText } from '../seeds-text.js'
import { type Part, part } from './part.js'

export function provenance({ verdictHash, engineVersion, seeds, schema }: Verdict): Part {
  return part(
    'provenance',
    'Provenance',
    html`<p>The same engine, strategies, scenarios and seeds give the same hash, on any machine and any number of workers.</p>`,
    table<readonly [string, string]>(
      'Identity of the verdict',
      [
        { head: 'What', cell: ([name]) => name },
        { head: 'Value', cell: ([, value]) => html`<code>${value}</code>` },
      ],
      [
        ['verdict hash', verdictHash],
        ['engine', engineVersion],
        ['seeds', seeds.length === 0 ? 'of each case its own' : seedsText(seeds)],
        ['schema', schema],
      ],
    ),
  )
}
