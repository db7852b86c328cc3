// A table that a screen reader can announce: caption, column heads with scope, numbers to the right, sorting where it helps.

import { html, type Markup } from '../html.js'

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => string | Markup
  /** What the numbers of the column are, by lines: shown for the head and for every cell under it. */
  readonly means?: string | undefined
  /** Numbers stand right and tabular. */
  readonly numeric?: boolean | undefined
  /** The value to sort by; a table whose columns have it can be sorted by a click on the head. */
  readonly sortBy?: ((row: Row) => number | string) | undefined
  /** CSS class of the cell, such as `gain`. */
  readonly tone?: ((row: Row) => string) | undefined
  /** The cell is the head of its row; `rowMeans` says what the numbers beside it are. */
  readonly rowMeans?: ((row: Row) => string) | undefined
  /** The cell's value as a share of the largest one, −1…1: drawn as a bar behind the number. */
  readonly bar?: ((row: Row) => number) | undefined
}

export interface TableOptions<Row> {
  /** The anchor of a row. */
  readonly id?: (row: Row) => string | null
  /** Rows that sum up the others. */
  readonly foot?: readonly Row[]
}

/** The rows under their heads, in a frame that scrolls sideways on a narrow screen. */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { id, foot = [] }: TableOptions<Row> = {},
): Markup {
  const line = (row: Row): Markup => {
    const anchor = id?.(row) ?? null
    return html`<tr${anchor !== null && html` id="${anchor}"`}>${columns.map((column) => cell(column, row))}</tr>\n`
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map(head)}</tr></thead>
<tbody>${rows.map(line)}</tbody>
${foot.length > 0 && html`<tfoot>${foot.map(line)}</tfoot>`}</table></div>`
}

/** The head of a column; one that can be sorted by is a button. */
export function head({ head, numeric, sortBy, means }: Pick<Column<never>, 'head' | 'numeric' | 'sortBy' | 'means'>): Markup {
  const label = sortBy === undefined ? html`${head}` : html`<button type="button" class="sort">${head}</button>`
  return html`<th scope="col"${classes(numeric ? 'number' : '')}${titled(means)}>${label}</th>`
}

function cell<Row>(column: Column<Row>, row: Row): Markup {
  const names = classes(`${column.numeric ? 'number' : ''} ${column.tone?.(row) ?? ''} ${column.bar === undefined ? '' : 'bar'}`)
  const key = column.sortBy === undefined ? null : html` data-key="${column.sortBy(row)}"`
  if (column.rowMeans !== undefined) return html`<th scope="row"${names}${key}${titled(column.rowMeans(row))}>${column.cell(row)}</th>`
  return html`<td${names}${key}${column.bar !== undefined && barStyle(column.bar(row))}>${column.cell(row)}</td>`
}

/** A bar under the number, from the right edge. */
function barStyle(share: number): Markup {
  return html` style="--share:${Math.round(Math.min(1, Math.abs(share)) * 100)}%"`
}

export function titled(text: string | undefined): Markup | null {
  return text === undefined || text === '' ? null : html` title="${text}"`
}

function classes(names: string): Markup | null {
  const text = names.trim().replace(/ +/g, ' ')
  return text === '' ? null : html` class="${text}"`
}

/** The class that colours a result: blue for a gain, orange for a loss, none for zero. */
export function tone(value: number): string {
  return value > 0 ? 'gain' : value < 0 ? 'loss' : ''
}
