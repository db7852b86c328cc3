// What every chart shares: a width that follows the page, a time axis in UTC, one period and one pointed time that the page moves in all charts at once.

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

/** Epoch ms of the period in view, and the time under the pointer (null: none). The page sets them. */
const period = [
  { name: 'from', value: 0 },
  { name: 'to', value: 1 },
  { name: 'pointed', value: null },
]

/** Only the rows in view are drawn, so the value axis fits them. */
export const inPeriod = { filter: 'datum.time >= from && datum.time <= to' }

/** The shared time axis, ending exactly at the period. */
export const timeAxis = {
  field: 'time',
  type: 'temporal' as const,
  title: null,
  scale: { type: 'utc' as const, domainMin: { expr: 'from' }, domainMax: { expr: 'to' }, nice: false },
  axis: { grid: false, tickCount: { expr: 'max(3, width / 110)' }, labelOverlap: true },
}

/** The thin upright line at the pointed time; invisible when there is none. Vega keeps the name `cursor` for itself. */
const pointedRule = {
  data: { values: [{}] },
  mark: { type: 'rule' as const, color: ink.quiet, strokeWidth: 1, aria: false },
  encoding: {
    x: { value: { expr: "pointed === null ? 0 : scale('x', pointed)" } },
    opacity: { value: { expr: 'pointed === null ? 0 : 1' } },
  },
}

interface Drawing {
  /** What the chart shows, in words: it becomes the label that a screen reader speaks. */
  readonly description: string
  readonly height: number
  readonly layer: readonly object[]
}

/** A chart over time with the house's type and rules. */
export function overTime({ description, height, layer }: Drawing): TopLevelSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description,
    width: 'container',
    height,
    autosize: { type: 'fit-x', contains: 'padding' },
    background: 'transparent',
    padding: { left: 0, right: 4, top: 8, bottom: 0 },
    params: period,
    data: { name: 'rows' },
    layer: [...layer, pointedRule],
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
  },
  axisY: { minExtent: 52, maxExtent: 52, tickCount: 5 },
  axisX: { domain: true, domainColor: ink.line },
}
