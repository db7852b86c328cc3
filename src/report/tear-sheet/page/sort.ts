// Sorts a table by the column whose head is clicked: first descending for numbers, ascending for text; a second click turns it round.

/// <reference lib="dom" />

export function sortOnClick(table: HTMLTableElement): void {
  const heads = [...table.querySelectorAll('th')]
  for (const [column, head] of heads.entries()) {
    head.querySelector('button.sort')?.addEventListener('click', () => {
      const before = head.getAttribute('aria-sort')
      const ascending = before === null ? !head.classList.contains('number') : before === 'descending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending')
      sortRows(table, column, ascending)
    })
  }
}

function sortRows(table: HTMLTableElement, column: number, ascending: boolean): void {
  const body = table.tBodies[0]
  if (body === undefined) return
  const keyed = [...body.rows].map((row) => ({ row, key: row.cells[column]?.dataset.key ?? '' }))
  const numeric = keyed.every(({ key }) => key !== '' && Number.isFinite(Number(key)))
  const compare = (a: string, b: string): number => (numeric ? Number(a) - Number(b) : a.localeCompare(b))
  keyed.sort((a, b) => (ascending ? compare(a.key, b.key) : compare(b.key, a.key)))
  body.append(...keyed.map(({ row }) => row))
}
