// The options of `bench sql`.

import { BenchError } from '../../std/errors.js'
import type { OptionTable, OptionValues } from '../options.js'
import { json } from '../output-options.js'
import { number } from '../readers.js'

const data = { group: 'Data', belongs: 'line' } as const
const limits = { group: 'Limits', belongs: 'line' } as const
const output = { group: 'Output', belongs: 'line' } as const

export const sqlOptions = {
  catalog: { ...data, value: 'DIR', description: 'folder of imported data', default: 'datasets, or BENCH_CATALOG' },
  reports: { ...data, value: 'DIR', description: 'folder that holds the runs', default: 'reports' },
  allowFiles: { ...data, description: "let the query read other files, such as FROM read_csv('prices.csv')" },
  memory: { ...limits, value: 'SIZE', read: memory, description: 'most memory of the query; more goes to the disk', default: '1GB' },
  timeout: { ...limits, value: 'SECONDS', read: number, description: 'give up after that long', default: 'never' },
  all: { ...output, description: 'every row of the table', default: 'the first 40' },
  csv: { ...output, description: 'print the rows as CSV' },
  out: { ...output, value: 'FILE', description: 'write the rows to a .csv or .parquet file' },
  replace: { ...output, description: 'replace the file of --out' },
  ...json,
} as const satisfies OptionTable

export type SqlOptions = OptionValues<typeof sqlOptions>

function memory(text: string): string {
  if (/^\d+(\.\d+)? ?[KMGT]i?B$/i.test(text)) return text
  throw new BenchError('USAGE', `'${text}' is not a size`, 'write 512MB or 2GB')
}
