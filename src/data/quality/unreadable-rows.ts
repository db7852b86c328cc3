// What a file can get wrong before there are bars: rows that cannot be read, and times that no bar of the calendar can have.

import type { CheckEntry } from './quality-check.js'

export const unreadableRows: CheckEntry = {
  id: 'unreadable',
  what: 'Every row of a file has a time, four prices and as many cells as the header.',
  severity: 'error',
  threshold: 'any row that an import could not read',
}

export const unplacedRows: CheckEntry = {
  id: 'no-session',
  what: 'Every time of a file belongs to a day on which the calendar has a session.',
  severity: 'error',
  threshold: 'any row on a weekend or holiday, or at a time that the clocks skipped',
}
