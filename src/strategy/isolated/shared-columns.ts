// The bars of a series in one block of shared memory, column after column.

import type { BarColumns } from '../../model/bar.js'

const names = ['openTime', 'closeTime', 'open', 'high', 'low', 'close', 'volume'] as const

/** The columns of a block. */
export function sharedColumns(block: SharedArrayBuffer, length: number): BarColumns {
  const entries = names.map((name, place) => [name, new Float64Array(block, place * length * 8, length)] as const)
  return { length, ...(Object.fromEntries(entries) as Record<(typeof names)[number], Float64Array>) }
}

const blocks = new WeakMap<BarColumns, SharedArrayBuffer>()

/** A copy in shared memory. The same columns have one copy, however many strategies and runs read it. */
export function sharedBlock(columns: BarColumns): SharedArrayBuffer {
  const known = blocks.get(columns)
  if (known !== undefined) return known
  const block = new SharedArrayBuffer(names.length * columns.length * 8)
  copyRows(columns, sharedColumns(block, columns.length), 0, columns.length)
  blocks.set(columns, block)
  return block
}

/** Copies rows from `from` up to but without `to`. */
export function copyRows(columns: BarColumns, into: BarColumns, from: number, to: number): void {
  for (const name of names) into[name].set(columns[name].subarray(from, to), from)
}
