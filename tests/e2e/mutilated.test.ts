// Files that no importer should take: each is refused with its reason and the exit code, and the catalog is as it was.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalHash } from '../../src/std/hash.js'
import { runBench } from './bench-process.js'

const header = 'Date,Open,High,Low,Close,Volume'
const days = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-08', '2024-01-09']
const rows = days.map((day, i) => `${day},${100 + i},${102 + i},${99 + i},${101 + i},${1000 + i}`)
const whole = [header, ...rows, ''].join('\n')

/** The valid file with one row written anew. */
function withRow(index: number, text: string): string {
  return [header, ...rows.map((row, i) => (i === index ? text : row)), ''].join('\n')
}

interface Mutilation {
  readonly name: string
  readonly file?: string
  readonly content: string | Buffer
  readonly words?: readonly string[]
  readonly exitCode: 2 | 4
  /** What the error must say: the reason, and the line where there is one. */
  readonly says: readonly RegExp[]
}

const minutes = (stamps: readonly string[]): string =>
  [header, ...stamps.map((stamp, i) => `${stamp},${100 + i},${102 + i},${99 + i},${101 + i},10`), ''].join('\n')

const mutilations: readonly Mutilation[] = [
  { name: 'empty', content: '', exitCode: 4, says: [/empty|no header/i] },
  { name: 'header only', content: `${header}\n`, exitCode: 4, says: [/no rows/i] },
  { name: 'blank lines only', content: '\n\n\n', exitCode: 4, says: [/empty|no header/i] },
  { name: 'cut off in a row', content: whole.slice(0, -12), exitCode: 4, says: [/line 7/] },
  {
    name: 'binary',
    content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254, 0, 0, 10, 13]),
    exitCode: 4,
    says: [/text|binary/i],
  },
  {
    name: 'binary from the third line',
    content: Buffer.concat([Buffer.from(whole.slice(0, 90)), Buffer.alloc(64)]),
    exitCode: 4,
    says: [/text|binary|line/i],
  },
  {
    name: 'a page of HTML',
    content: '<!doctype html>\n<html><body>Too many requests</body></html>\n',
    exitCode: 4,
    says: [/HTML|page|column/i],
  },
  { name: 'blanks between the cells', content: whole.replaceAll(',', ' '), exitCode: 4, says: [/column|delimiter|comma/i] },
  { name: 'pipes between the cells', content: whole.replaceAll(',', '|'), exitCode: 4, says: [/column|delimiter|comma/i] },
  { name: 'a header without its closes', content: whole.replace('Close', 'Klose'), exitCode: 4, says: [/close/i] },
  { name: 'a header that names a column twice', content: whole.replace('Low', 'High'), exitCode: 4, says: [/twice/i] },
  {
    name: 'mixed zones',
    content: minutes(['2024-01-02T09:30:00-05:00', '2024-01-02 09:31:00', '2024-01-02T14:32:00Z']),
    words: ['--timeframe', '1m', '--tz', 'America/New_York', '--stamp', 'start'],
    exitCode: 4,
    says: [/line 3/, /zone/],
  },
  {
    name: 'intraday without a zone',
    content: minutes(['2024-01-02 09:30:00', '2024-01-02 09:31:00', '2024-01-02 09:32:00']),
    exitCode: 2,
    says: [/zone/, /--tz/],
  },
  {
    name: 'a day that may be a month',
    content: whole.replaceAll(/2024-01-0(\d)/g, '0$1/01/2024'),
    exitCode: 2,
    says: [/day|month/, /--dates/],
  },
  { name: '1e308', content: withRow(2, '2024-01-04,1e308,1.7e308,1e308,1e308,5'), exitCode: 4, says: [/line 4/] },
  { name: '1e999', content: withRow(2, '2024-01-04,102,1e999,101,103,5'), exitCode: 4, says: [/line 4/, /finite/] },
  { name: 'NaN', content: withRow(2, '2024-01-04,102,NaN,101,103,5'), exitCode: 4, says: [/line 4/] },
  { name: 'an empty cell', content: withRow(2, '2024-01-04,102,104,,103,5'), exitCode: 4, says: [/line 4/, /low/i] },
  { name: 'a price below zero', content: withRow(2, '2024-01-04,102,104,-101,103,5'), exitCode: 4, says: [/line 4/, /-101/] },
  { name: 'a volume below zero', content: withRow(2, '2024-01-04,102,104,101,103,-5'), exitCode: 4, says: [/line 4/, /volume/i] },
  { name: 'a high below the low', content: withRow(2, '2024-01-04,102,100,101,103,5'), exitCode: 4, says: [/line 4/, /high/i] },
  { name: 'two bars of one day', content: withRow(2, '2024-01-03,102,104,101,103,5'), exitCode: 4, says: [/line 4/, /second|two|twice/i] },
  { name: 'a day that does not exist', content: withRow(2, '2024-02-30,102,104,101,103,5'), exitCode: 4, says: [/line 4/, /2024-02-30/] },
  { name: 'a holiday', content: withRow(2, '2024-01-01,102,104,101,103,5'), exitCode: 4, says: [/line 4/, /2024-01-01/] },
  { name: 'letters in a price', content: withRow(2, '2024-01-04,102,1o4,101,103,5'), exitCode: 4, says: [/line 4/, /1o4/] },
  { name: 'hexadecimal', content: withRow(2, '2024-01-04,0x66,104,101,103,5'), exitCode: 4, says: [/line 4/, /0x66/] },
  { name: 'too many cells', content: withRow(2, '2024-01-04,102,104,101,103,5,6'), exitCode: 4, says: [/line 4/, /7/] },
  { name: 'half a gzip', file: 'p.csv.gz', content: gzipSync(whole).subarray(0, 40), exitCode: 4, says: [/gz|compressed|cut|whole/i] },
  { name: 'a zip that is none', file: 'p.zip', content: 'PK\u0003\u0004 but no more', exitCode: 4, says: [/zip/i] },
  { name: 'a Parquet file that is none', file: 'p.parquet', content: 'PAR1 but no more', exitCode: 4, says: [/Parquet/] },
  { name: 'a timeframe that the bars contradict', content: whole, words: ['--timeframe', '1m'], exitCode: 2, says: [/1m/] },
  {
    name: 'a zone that does not exist',
    content: minutes(['2024-01-02 09:30:00', '2024-01-02 09:31:00']),
    words: ['--tz', 'New York', '--stamp', 'start'],
    exitCode: 2,
    says: [/zone/, /America\/New_York/],
  },
]

let folder: string
let before: string
let goodHash: string
const catalogHash = (): string => canonicalHash(tree(join(folder, 'datasets')))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bench-mutilated-'))
  writeFileSync(join(folder, 'good.csv'), whole)
  const { code, stderr } = await runBench(['data', 'import', 'good.csv', '--name', 'p-1d'], { cwd: folder })
  expect({ code, stderr }).toMatchObject({ code: 0 })
  before = catalogHash()
  goodHash = JSON.parse(readFileSync(join(folder, 'datasets', 'p-1d', 'dataset.json'), 'utf8')).instruments[0].hash
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a mutilated file', () => {
  test.each(mutilations)('is refused: $name', async ({ file = 'p.csv', content, words = [], exitCode, says }) => {
    writeFileSync(join(folder, file), content)
    const { code, stdout, stderr } = await runBench(['data', 'import', file, '--name', 'p-1d', '--replace', ...words], { cwd: folder })
    expect({ code, stdout, stderr }).toMatchObject({ code: exitCode, stdout: '' })
    expect(stderr).toMatch(/hint: \S/)
    expect(stderr).not.toMatch(/\n\s+at |undefined|NaN,|\[object/)
    for (const pattern of says) expect(stderr).toMatch(pattern)
    expect(catalogHash()).toBe(before)
  })
})

describe('a file that only looks odd', () => {
  const odd: readonly (readonly [string, string | Buffer])[] = [
    ['a byte order mark', `\uFEFF${whole}`],
    ['CRLF', whole.replaceAll('\n', '\r\n')],
    ['no line break at its end', whole.trimEnd()],
    ['semicolons', whole.replaceAll(',', ';')],
    ['tabs', whole.replaceAll(',', '\t')],
    ['newest first', [header, ...rows.toReversed(), ''].join('\n')],
    ['rows out of order', [header, rows[3], rows[0], rows[5], rows[1], rows[4], rows[2], ''].join('\n')],
    ['a row twice', [header, ...rows, rows[5], ''].join('\n')],
  ]
  test.each(odd)('is the same bars: %s', async (name, content) => {
    const file = `${name.replaceAll(' ', '-')}.csv`
    writeFileSync(join(folder, file), content)
    const outcome = await runBench(['data', 'import', file, '--symbol', 'GOOD', '--name', 'odd', '--replace', '--json'], { cwd: folder })
    expect(outcome).toMatchObject({ code: 0 })
    expect(JSON.parse(outcome.stdout).datasets[0].instruments[0]).toMatchObject({ rows: 6, hash: goodHash })
  })
})

/** Every file below a folder with its bytes, hidden ones too. */
function tree(at: string): Record<string, string> {
  const entries = readdirSync(at).flatMap((name): (readonly [string, string])[] => {
    const path = join(at, name)
    if (!statSync(path).isDirectory()) return [[path, readFileSync(path).toString('base64')]]
    return Object.entries(tree(path))
  })
  return Object.fromEntries(entries)
}
