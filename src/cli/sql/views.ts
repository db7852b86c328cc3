// What can be asked: the views with their columns, and examples to begin with.

import pc from 'picocolors'
import { sqlName } from '../../data/duckdb.js'
import { query } from '../../report/sql/query.js'
import type { SqlDatabase } from '../../report/sql/sql-database.js'
import { hasColor } from '../terminal/colors.js'

interface View {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

export async function printViews(database: SqlDatabase, isJson: boolean): Promise<void> {
  const views: View[] = []
  for (const name of database.views) views.push({ name, columns: (await query(database, `FROM ${sqlName(name)} LIMIT 0`)).columns })
  process.stdout.write(isJson ? `${JSON.stringify({ schema: 'bench.sql-views/1', views })}\n` : `${text(views, database.datasets)}\n`)
}

const about: Readonly<Record<string, string>> = {
  bars: 'the bars of all datasets',
  datasets: 'a row a dataset',
  runs: 'a row a run: what it was made of, its metrics, its hashes',
  trades: 'round trips of all runs',
  equity: 'equity curves of all runs',
  denials: 'what risk denied, of all runs',
}

const examples = [
  'SELECT dataset, instrument, count(*) AS bars, max(close) FROM bars GROUP BY ALL ORDER BY ALL',
  'SELECT date_trunc(\'month\', open_time) AS month, last(close ORDER BY open_time) FROM "spx-1d" GROUP BY ALL ORDER BY ALL',
  "SELECT run_id, params->>'fast' AS fast, sharpe, max_drawdown FROM runs ORDER BY sharpe DESC",
  'SELECT run_id, exit_reason, count(*), sum(pnl) FROM trades GROUP BY ALL ORDER BY ALL',
  'SUMMARIZE trades',
] as const

function text(views: readonly View[], datasets: readonly string[]): string {
  const { bold, dim } = pc.createColors(hasColor(process.stdout))
  const lines = views
    .filter(({ name }) => !datasets.includes(name))
    .map(({ name, columns }) => `${bold(name)}  ${about[name] ?? `${name} of all runs`}\n${wrapped(columns.map(columnText))}`)
  const own = datasets.length === 0 ? [] : [`${bold('a view for each dataset')}\n${wrapped(datasets.map(sqlName))}`]
  return [...lines, ...own, `${dim('Examples:')}\n${examples.map((example) => `  ${example}`).join('\n')}`].join('\n\n')
}

/** Doubles go without saying. */
function columnText({ name, type }: View['columns'][number]): string {
  const short: Readonly<Record<string, string>> = {
    DOUBLE: '',
    VARCHAR: ' text',
    'TIMESTAMP WITH TIME ZONE': ' time',
    BIGINT: ' integer',
    BOOLEAN: ' flag',
  }
  return `${name}${short[type] ?? ` ${type.toLowerCase()}`}`
}

/** Items with commas between them, in lines that a terminal holds. */
function wrapped(items: readonly string[]): string {
  const lines: string[] = []
  for (const item of items) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + item.length + 2 <= 100) lines[lines.length - 1] = `${last}, ${item}`
    else lines.push(`  ${item}`)
  }
  return lines.join(',\n')
}
