// Prices move and no volume is told.

import { z } from 'zod'
import type { DataFault } from '../fault.js'
import { changed } from './window-rows.js'

const params = z.strictObject({})

export const zeroVolume: DataFault<z.infer<typeof params>> = {
  name: 'zero-volume',
  plane: 'data',
  says: 'Prices move, and their volume is zero',
  params,
  apply: (series, window) => changed(series, window, ({ volume }, { first, end }) => void volume.fill(0, first, end)),
}
