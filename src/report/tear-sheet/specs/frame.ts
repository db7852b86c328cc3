// What every chart shares: a width that follows the page, the page's type and colours, and for charts over time one axis and one period.

import type { TopLevelSpec } from 'vega-lite'

/** Colours are the page's CSS variables, so light, dark and print need no second drawing. */
export const ink = {
  strategy: 'var(--strategy)',
  benchmark: 'var(--benchmark)',
  gain: 'var(--gain)',
  loss: 'var(--loss)',
  quiet: 'var(--quiet)',
  line: 'var(--line)',
  paper: 'var(--paper)',
} as const

/** Epoch ms of the period in view. The page sets them, and hands over the rows in view and one more on either side. */
const period = [
  { name: 'from', value: 0 },
  { name: 'to', value: 1 },
]

/** The shared time axis, ending exactly at the period. */
export const timeAxis = {
  field: 'time',
  type: 'temporal' as const,
  title: null,
  scale: { type: 'utc' as const, domainMin: { expr: 'from' }, domainMax: { expr: 'to' }, nice: false },
  axis: {
    grid: false,
    tickCount: { expr: 'max(3, width / 110)' },
    labelOverlap: true,
    labelBound: 2,
    format: { year: '%Y', quarter: '%b', month: '%b', week: '%e %b', date: '%e %b', hours: '%H:%M', minutes: '%H:%M', seconds: '%H:%M:%S' },
  },
}

/** A field of `rows` as a line; it breaks where the field is missing, and is not there at all where the reader hid it. */
export function line(field: string, color: string, width: number, y: object, more: object = {}): object {
  return {
    // The round cap makes a dot of a single row.
    mark: { type: 'line', color, strokeWidth: width, strokeCap: 'round', strokeJoin: 'round', clip: true, aria: false, ...more },
    encoding: { x: timeAxis, y: { field, type: 'quantitative', title: null, ...y } },
  }
}

/** A dashed level rule. */
export function level(y: number): object {
  return {
    data: { values: [{}] },
    mark: { type: 'rule', color: ink.quiet, strokeDash: [2, 3], aria: false },
    encoding: { y: { datum: y } },
  }
}

interface Drawing {
  /** What the chart shows, in words: it becomes the label that a screen reader speaks. */
  readonly description: string
  readonly height: number
  readonly layer: readonly object[]
}

/** A chart over time: its rows are the data `rows`, its period the signals `from` and `to`. */
export function overTime(drawing: Drawing): TopLevelSpec {
  return { ...framed(drawing), params: period, data: { name: 'rows' } } as TopLevelSpec
}

/** A chart of something else. */
export function framed({ description, height, layer }: Drawing): TopLevelSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description,
    width: 'container',
    height,
    autosize: { type: 'fit-x', contains: 'padding' },
    background: 'transparent',
    padding: { left: 0, right: 4, top: 8, bottom: 3 },
    layer,
    config,
  } as TopLevelSpec
}

const config = {
  font: 'inherit',
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    labelColor: ink.quiet,
    labelFontSize: 11,
    labelPadding: 6,
    gridColor: ink.line,
    gridWidth: 1,
    titleColor: ink.quiet,
    titleFontSize: 11,
    titleFontWeight: 400,
  },
  axisY: { minExtent: 52, maxExtent: 52, tickCount: 5 },
  axisX: { domain: true, domainColor: ink.line },
  text: { fontSize: 11 },
}
