// Round trips as points: their return against how long they were held, and against how far they were under and above water.

import type { TopLevelSpec } from 'vega-lite'
import { framed, ink } from './frame.js'

/** Data `trades`: time held in the page's unit, return, the worst and the best open return. */
export function tradeDuration(): TopLevelSpec {
  return scatter('Scatter chart: the return of each round trip against the time it was held; those above zero won.', {
    field: 'held',
    type: 'quantitative',
    title: null,
    scale: { type: 'sqrt', nice: false },
    axis: { format: '~s', grid: false },
  })
}

export function tradeMae(): TopLevelSpec {
  return scatter('Scatter chart: the return of each round trip against its worst open return; on the diagonal it ended at its worst.', {
    ...excursion,
    field: 'mae',
    scale: { domainMax: 0 },
  })
}

export function tradeMfe(): TopLevelSpec {
  return scatter('Scatter chart: the return of each round trip against its best open return; on the diagonal it ended at its best.', {
    ...excursion,
    field: 'mfe',
    scale: { domainMin: 0 },
  })
}

const excursion = { type: 'quantitative', title: null, axis: { format: '.1~%', grid: false, tickCount: { expr: 'max(2, width / 70)' } } }

function scatter(description: string, x: object): TopLevelSpec {
  return framed({
    description,
    height: 220,
    layer: [
      {
        data: { values: [{}] },
        mark: { type: 'rule', color: ink.quiet, strokeDash: [2, 3], aria: false },
        encoding: { y: { datum: 0 } },
      },
      {
        data: { name: 'trades' },
        mark: { type: 'point', filled: true, size: 26, opacity: 0.6, strokeWidth: 0, aria: false },
        encoding: {
          x,
          y: { field: 'return', type: 'quantitative', title: null, axis: { format: '.1~%', tickCount: 4 } },
          color: { condition: { test: 'datum.return > 0', value: ink.gain }, value: ink.loss },
          shape: { condition: { test: 'datum.return > 0', value: 'circle' }, value: 'diamond' },
        },
      },
    ],
  })
}
