// What a dialect is: a way in which one program writes bars, told by the header, the shape of the rows or the file's name.

import type { ImportOptions } from '../../options.js'
import type { Columns } from '../columns.js'
import type { Layout } from '../layout.js'
import type { Table } from '../table.js'

export interface Dialect {
  /** As in `--dialect yahoo`. */
  readonly id: string
  /** For people: `Yahoo Finance download`. */
  readonly label: string
  /**
   * What the table is in this dialect; null where it is of another. Throws where it is of this one and cannot be taken. Files that others write alike are
   * taken only when `isNamed`: the user says that they are of this dialect.
   */
  read(table: Table, isNamed: boolean, options: ImportOptions): Draft | null
}

/** What a dialect says of a file. What it leaves out is read off the table, or is unknown. */
export interface Draft extends Partial<Omit<Layout, 'dialect' | 'label' | 'places' | 'delimiter'>> {
  /** By the header's names when absent. */
  readonly columns?: Columns
  /** Whose clock the times are of, where no zone is written: helps the user to answer. */
  readonly clock?: string
}

/** Whether the header has exactly these names in this order, case and the signs < > aside; further names may follow where `andMore`. */
export function isHeader({ header }: Table, names: string, andMore = false): boolean {
  if (header === null) return false
  const wanted = names.toLowerCase().split(',')
  const found = header.map((name) => name.toLowerCase())
  return (andMore ? found.length >= wanted.length : found.length === wanted.length) && wanted.every((name, index) => found[index] === name)
}

/** Whether the header has all of these names, in any order and case. */
export function hasNames({ header }: Table, names: string): boolean {
  const found = new Set(header?.map((name) => name.toLowerCase()))
  return names.split(',').every((name) => found.has(name.toLowerCase()))
}

/** Whether a table without a header has rows of these cells: nearly all of the sample's, since a faulty row is the reader's to tell. */
export function hasRows({ header, rows }: Table, shapes: readonly RegExp[]): boolean {
  if (header !== null || rows.length === 0) return false
  const fitting = rows.filter((row) => row.length === shapes.length && shapes.every((shape, index) => shape.test(row[index] as string)))
  return fitting.length * 10 >= rows.length * 9
}

/** A price or a volume, with or without decimals. */
export const numeric = /^[-+]?\d*\.?\d+(e[-+]?\d+)?$/i

/** The cells of one column of the sample. */
export function cellsOf({ rows }: Table, column: number | undefined): readonly string[] {
  return column === undefined ? [] : rows.map((row) => row[column] ?? '')
}

/** The index of a name in the header, case aside; −1 where it is not there. */
export function columnOf({ header }: Table, name: string): number {
  return header?.findIndex((candidate) => candidate.toLowerCase() === name.toLowerCase()) ?? -1
}

/** Whether the sample's first stamps fall: the newest row is the first one. Texts of one ISO form sort as their times do. */
export function isNewestFirst(stamps: readonly string[]): boolean {
  const [first = '', second = first] = stamps
  return first > second
}
