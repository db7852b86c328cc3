// The worst falls behind a curve: a shaded stretch each, with its number in the table of falls.

import { ink, timeAxis } from './frame.js'

/** Data `falls`, cut to the period: from, to, number, and whether the reader points at it. The number stands at the end where the curve is not. */
export function fallBands(number: 'top' | 'bottom'): object[] {
  const y = { value: number === 'top' ? 3 : { expr: 'height - 3' } }
  return [
    {
      data: { name: 'falls' },
      mark: { type: 'rect', color: ink.loss, clip: true, aria: false },
      encoding: {
        x: { ...timeAxis, field: 'from' },
        x2: { field: 'to' },
        opacity: { condition: { test: 'datum.pointed', value: 0.22 }, value: 0.07 },
      },
    },
    {
      data: { name: 'falls' },
      transform: [{ calculate: '(datum.from + datum.to) / 2', as: 'middle' }],
      mark: { type: 'text', color: ink.loss, fontWeight: 600, baseline: number, clip: true, aria: false },
      encoding: { x: { ...timeAxis, field: 'middle' }, y, text: { field: 'number' } },
    },
  ]
}
