// Bars come in another order than that of their times.

import { z } from 'zod'
import type { RandomStream } from '../../../std/random.js'
import type { DataFault } from '../fault.js'
import { each, withRows } from './window-rows.js'

const params = z.strictObject({})

export const outOfOrder: DataFault<z.infer<typeof params>> = {
  name: 'out-of-order',
  plane: 'data',
  says: 'Bars come in the wrong order',
  hides: true,
  params,
  apply: (series, window, _, random) => withRows(series, window, (rows) => disordered(each(rows), random)),
}

/** Turned by a drawn number of places: no row stays where it was. */
function disordered(rows: readonly number[], random: RandomStream): readonly number[] {
  if (rows.length < 2) return rows
  const by = 1 + random.integer(rows.length - 1)
  return [...rows.slice(by), ...rows.slice(0, by)]
}
