// What it takes to make the run again and to trust it: assumptions, hashes, seed, parameters, data, the resolved config, every definition.

import type { RunResult } from '../../../model/run.js'
import type { ReadableMetrics } from '../../metric-text.js'
import { counted, date, whole } from '../../wording.js'
import { html, type Markup } from '../html.js'
import { meaning } from './meaning.js'
import { section } from './section.js'
import { table } from './table.js'

export function assumptions({ assumptions }: RunResult): Markup {
  return section(
    'assumptions',
    'Assumptions in force',
    table(
      'What the result takes for granted, and who said so',
      [
        { head: 'Assumption', cell: (one) => one.name },
        { head: 'Value', cell: (one) => one.value },
        { head: 'From', cell: (one) => one.source },
      ],
      assumptions,
    ),
  )
}

export function provenance(result: RunResult): Markup {
  return section(
    'provenance',
    'Provenance',
    html`<p>The same strategy, data, config, seed and engine version give the same decision and execution hashes, on any machine.</p>`,
    table(
      'Identity of the run',
      [
        { head: 'What', cell: ([name]) => name },
        { head: 'Value', cell: ([, value]) => html`<code>${value}</code>` },
      ],
      identity(result),
    ),
    table(
      'Data',
      [
        { head: 'Instrument', cell: (one) => one.instrument.id },
        {
          head: 'Bars',
          numeric: true,
          cell: (one) => `${whole(one.bars)} × ${one.timeframe}`,
          means: meaning('Bars', 'bars that were replayed × their length'),
        },
        { head: 'From', cell: (one) => date(one.from) },
        { head: 'To', cell: (one) => date(one.to) },
        { head: 'Says of itself', cell: (one) => `${one.label}${one.synthetic ? ' (synthetic)' : ''}` },
        {
          head: 'Hash',
          cell: (one) => html`<code>${one.dataHash.slice(0, 12)}</code>`,
          means: meaning('Hash', 'over the numbers of all columns; its first 12 digits'),
        },
      ],
      result.series,
    ),
    html`<details><summary>Resolved config</summary><pre>${JSON.stringify(result.config, null, 2)}</pre></details>`,
  )
}

export function definitions(metrics: ReadableMetrics): Markup {
  const all = Object.values(metrics)
  const rows = table(
    'Definitions',
    [
      { head: 'Metric', cell: (one) => html`${one.label} <code>${one.id}</code>` },
      {
        head: 'Figure',
        numeric: true,
        means: meaning('Figure', 'as the formula beside it says'),
        cell: (one) => html`${one.text}${one.reason !== null && html`<br><small>${one.reason}</small>`}`,
      },
      { head: 'Formula', cell: (one) => one.formula },
      { head: 'Basis', cell: (one) => one.basis },
      { head: 'Source', cell: (one) => one.source },
    ],
    all,
  )
  return section(
    'definitions',
    'Every metric, and how it is defined',
    html`<details><summary>${counted(all.length, 'metric')} with formula, basis and source</summary>${rows}</details>`,
  )
}

function identity({ hashes, seed, engineVersion, strategies, counts, predictions }: RunResult): [string, string][] {
  return [
    ['decision hash', hashes.decision],
    ['execution hash', hashes.execution],
    ['data hash', hashes.data],
    ...(predictions === undefined ? [] : [['predictions hash', predictions.dataHash] as [string, string]]),
    ['config hash', hashes.config],
    ['seed', String(seed)],
    ['engine', engineVersion],
    ...strategies.flatMap(({ name, params, sourceHash, warmUp }): [string, string][] => [
      [`${name}: parameters`, JSON.stringify(params)],
      [`${name}: source`, sourceHash ?? 'given as an object'],
      [`${name}: warm-up`, counted(warmUp, 'bar')],
    ]),
    [
      'counts',
      Object.entries(counts)
        .map(([name, count]) => `${name} ${whole(count)}`)
        .join(' · '),
    ],
  ]
}
