// A table that a screen reader can announce: caption, column heads with scope, numbers to the right, sorting where it helps.

import { html, type Markup } from '../html.js'

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => string | Markup
  /** Numbers stand right and tabular. */
  readonly numeric?: boolean
  /** The value to sort by; a table whose columns have it can be sorted by a click on the head. */
  readonly sortBy?: (row: Row) => number | string
  /** CSS class of the cell, such as `gain`. */
  readonly tone?: (row: Row) => string
}

/** The rows under their heads, in a frame that scrolls sideways on a narrow screen. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(head)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map((column) => cell(column, row))}</tr>\n`)}</tbody>
</table></div>`
}

function head<Row>({ head, numeric, sortBy }: Column<Row>): Markup {
  const label = sortBy === undefined ? html`${head}` : html`<button type="button" class="sort">${head}</button>`
  return html`<th scope="col"${classes(numeric ? 'number' : '')}>${label}</th>`
}

function cell<Row>(column: Column<Row>, row: Row): Markup {
  const key = column.sortBy === undefined ? null : html` data-key="${column.sortBy(row)}"`
  return html`<td${classes(`${column.numeric ? 'number' : ''} ${column.tone?.(row) ?? ''}`)}${key}>${column.cell(row)}</td>`
}

function classes(names: string): Markup | null {
  return names.trim() === '' ? null : html` class="${names.trim()}"`
}

/** The class that colours a result: blue for a gain, orange for a loss, none for zero. */
export function tone(value: number): string {
  return value > 0 ? 'gain' : value < 0 ? 'loss' : ''
}
