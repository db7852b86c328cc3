// The run as `report.md`: GitHub-flavoured tables for an issue, a pull request or a notebook.

import { worstDrawdowns } from '../../metrics/drawdowns.js'
import { metricIds } from '../../metrics/metric.js'
import { monthlyReturns } from '../../metrics/monthly-returns.js'
import type { RoundTrip } from '../../model/round-trip.js'
import { grouped } from '../grouped.js'
import { intervalText, readableMetrics, verdictFigures } from '../metric-text.js'
import { instrumentNames, periodOf, strategyNames } from '../subject.js'
import { verdict } from '../verdict.js'
import { date, decimal, monthNames, percent, whole } from '../wording.js'
import type { StaticInput } from './static-input.js'

const DRAWDOWNS_SHOWN = 5

/** The whole page. */
export function runMarkdown(input: StaticInput): string {
  const { result, metrics, benchmark } = input
  const { sentence, beside } = verdict(result, verdictFigures(metrics), benchmark)
  return [
    `# ${text(strategyNames(result))} on ${text(instrumentNames(result))}`,
    periodOf(result),
    `**${text(sentence)}**`,
    text(beside),
    ...result.notes.map((note) => `> ${text(note)}`),
    '## Figures',
    metricTable(input),
    '## Monthly returns, percent',
    monthTable(input),
    '## Worst drawdowns',
    drawdownTable(input),
    '## Trades',
    tradeTable(input),
    '## Provenance',
    provenance(input),
  ]
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n')
}

function metricTable({ metrics, metricsMode, intervals = {} }: StaticInput): string {
  const readable = readableMetrics(metrics, metricsMode)
  const rows = metricIds.map((id) => {
    const metric = readable[id]
    const interval = intervals[id]
    const beside = interval === undefined ? '' : `${intervalText(metric, interval)}, ${interval.method}`
    return [metric.label, metric.text, beside, metric.reason ?? '']
  })
  return table(['figure', '>value', 'interval', 'why there is none'], rows)
}

function monthTable({ result: { sessions, initialCash } }: StaticInput): string {
  const cell = (value: number | null): string => (value === null ? '' : decimal(value * 100, 1))
  const rows = monthlyReturns(sessions.date, sessions.equity, initialCash).map(({ year, months, total }) => [
    String(year),
    ...months.map(cell),
    cell(total),
  ])
  return table(['year', ...[...monthNames, 'Year'].map((name) => `>${name}`)], rows)
}

function drawdownTable({ result: { equity, initialCash } }: StaticInput): string {
  const worst = worstDrawdowns(equity.equity, equity.time, initialCash, DRAWDOWNS_SHOWN)
  if (worst.length === 0) return 'Equity never fell below its highest point.'
  const rows = worst.map(({ depth, peakTime, valleyTime, recoveryTime, days }) => [
    percent(depth),
    date(peakTime),
    date(valleyTime),
    recoveryTime === null ? 'not yet' : date(recoveryTime),
    whole(days),
  ])
  return table(['>depth', 'peak', 'valley', 'recovery', '>days'], rows)
}

/** A row an instrument, the most traded first. */
function tradeTable({ result: { roundTrips, openPositions } }: StaticInput): string {
  if (roundTrips.length === 0) return `No round trip was closed; ${whole(openPositions.length)} positions open at the end.`
  const byInstrument = [...grouped(roundTrips, (trip) => trip.instrument)].sort(([, a], [, b]) => b.length - a.length)
  const rows = byInstrument.map(([name, trips]) => [name, ...tradeFigures(trips)])
  const all = byInstrument.length > 1 ? [['all', ...tradeFigures(roundTrips)]] : []
  return table(['instrument', '>round trips', '>won', '>pnl', '>best', '>worst', '>fees'], [...rows, ...all])
}

function tradeFigures(trips: readonly RoundTrip[]): string[] {
  const results = trips.map(({ pnl }) => pnl)
  const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  return [
    whole(trips.length),
    percent(results.filter((pnl) => pnl > 0).length / trips.length),
    decimal(total(results)),
    decimal(Math.max(...results)),
    decimal(Math.min(...results)),
    decimal(total(trips.map(({ fees }) => fees))),
  ]
}

function provenance({ runId, result }: StaticInput): string {
  const { hashes, seed, engineVersion, strategies, series } = result
  return table(
    ['what', 'value'],
    [
      ['run', code(runId)],
      ...strategies.map(({ name, params, sourceHash }) => [
        `strategy ${name}`,
        `${code(JSON.stringify(params))}${sourceHash === null ? '' : ` source ${code(sourceHash)}`}`,
      ]),
      ...series.map(({ instrument, timeframe, bars, label, synthetic }) => [
        `bars ${instrument.id} ${timeframe}`,
        [`${whole(bars)} bars`, label, synthetic && !/synthetic/i.test(label) ? 'synthetic' : ''].filter((part) => part !== '').join(', '),
      ]),
      ...Object.entries(hashes).map(([name, hash]) => [`${name} hash`, code(hash)]),
      ['seed', String(seed)],
      ['engine', engineVersion],
    ],
  )
}

/** A head that begins with `>` sets its column to the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  const isRight = (head: string): boolean => head.startsWith('>')
  return [
    line(heads.map((head) => (isRight(head) ? head.slice(1) : head))),
    line(heads.map((head) => (isRight(head) ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n')
}

function code(value: string): string {
  return `\`${value.replaceAll('`', "'")}\``
}

/** Signs that Markdown would take for its own. */
function text(value: string): string {
  return value.replaceAll(/([\\`*_<>[\]])/g, '\\$1').replaceAll('\n', ' ')
}
