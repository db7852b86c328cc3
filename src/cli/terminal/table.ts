// Tables for the terminal: a bold head, no lines, numbers to the right, cut to what is there.

import Table from 'cli-table3'
import pc from 'picocolors'
import { hasColor } from './colors.js'

/** Rows of texts below their heads. Columns in `right` are set to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const made = new Table({
    head: head.map(pc.createColors(hasColor(process.stdout)).bold),
    colAligns: head.map((_, column) => (right.includes(column) ? 'right' : 'left')),
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  })
  for (const row of rows) made.push([...row])
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

const lines = 'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle'
const plain = Object.fromEntries(lines.split(' ').map((name) => [name, '']))
