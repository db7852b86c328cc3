// Tells how the rows of a file are laid out: which program wrote it, and what that program's columns, times and prices mean.

import { didYouMean } from '../../../std/did-you-mean.js'
import { BenchError } from '../../../std/errors.js'
import type { ImportOptions } from '../options.js'
import { dialects, plain } from './dialects/all.js'
import type { Dialect, Draft } from './dialects/dialect.js'
import type { Layout } from './layout.js'
import { refuseOthers } from './refuse-others.js'
import type { Sample } from './sample.js'
import { settleLayout } from './settle-layout.js'
import { readTable, type Table } from './table.js'

/**
 * The layout of a sample, with the user's word over the dialect's. What a file leaves open is never guessed: `USAGE` names the choices where two
 * dialects fit, or where the zone, the order of day and month, or what a stamp stands for is not known. `BAD_DATA` where the file holds no bars.
 */
export async function recognise(sample: Sample, options: ImportOptions): Promise<Layout> {
  const table = readTable(sample)
  const { dialect, draft } = options.dialect === undefined ? chooseDialect(table, options) : namedDialect(options.dialect, table, options)
  const others = dialect === plain ? dialectsThatWouldFit(table, options) : []
  return settleLayout(table, dialect, draft, options, others)
}

/** A dialect that fits, and what it says of the table. */
interface FittingDialect {
  readonly dialect: Dialect
  readonly draft: Draft
}

/** The user's own names of columns make any table a plain one. */
function chooseDialect(table: Table, options: ImportOptions): FittingDialect {
  const fitting = options.map === undefined ? fittingDialects(table, false, options) : []
  const [first, second] = fitting
  if (first === undefined) {
    if (options.map === undefined) refuseOthers(table)
    const draft = plain.read(table, false, options)
    if (draft !== null) return { dialect: plain, draft }
    throw new BenchError(
      'BAD_DATA',
      `${table.sample.path}: no header in its first line, and no dialect without one fits its rows`,
      headerHint,
    )
  }
  if (second === undefined) return first
  const labels = fitting.map(({ dialect }) => dialect.label).join(' or ')
  const choices = fitting.map(({ dialect: { id, label } }) => `--dialect ${id} for ${label}`).join(', ')
  throw new BenchError(
    'USAGE',
    `${table.sample.path} may be of ${labels}: they write alike and mean different times`,
    `say which: ${choices}`,
  )
}

const headerHint = 'the first line names the columns: Date,Open,High,Low,Close,Volume; or say what they hold: --map 1=time --map 2=open'

function fittingDialects(table: Table, isNamed: boolean, options: ImportOptions): FittingDialect[] {
  return dialects.flatMap((dialect) => {
    const draft = dialect.read(table, isNamed, options)
    return draft === null ? [] : [{ dialect, draft }]
  })
}

function namedDialect(id: string, table: Table, options: ImportOptions): FittingDialect {
  const all = [...dialects, plain]
  const dialect = all.find((candidate) => candidate.id === id.toLowerCase())
  if (dialect === undefined) {
    const known = all.map((candidate) => candidate.id)
    throw new BenchError('USAGE', `there is no dialect '${id}'`, didYouMean(id, known) ?? `write one of ${known.join(', ')}`)
  }
  const draft = dialect.read(table, true, options)
  if (draft !== null) return { dialect, draft }
  const shown = (table.header ?? table.rows[0] ?? []).join(table.delimiter).slice(0, 120)
  throw new BenchError('BAD_DATA', `${table.sample.path}: this is not ${dialect.label}: ${shown}`, 'leave --dialect out to see what fits')
}

/** For a hint: whose file a plain one may be, if the user knows that it is. */
function dialectsThatWouldFit(table: Table, options: ImportOptions): readonly Dialect[] {
  return fittingDialects(table, true, options).map(({ dialect }) => dialect)
}
