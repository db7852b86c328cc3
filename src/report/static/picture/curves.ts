// Equity over the benchmark's, and the drawdown below it, on one time axis: the two charts of the picture.

import type { Axis, GroupMark, Mark, Scale } from 'vega'
import { drawdownCurve } from '../../../metrics/drawdowns.js'
import { pick, rowsToDraw } from '../../tear-sheet/down-sample.js'
import type { StaticInput } from '../static-input.js'
import { fontFamily, ink, MARGIN, type Part, type Text, WIDTH } from './drawing.js'

/** Two rows a pixel. */
const ROWS_DRAWN = 2 * (WIDTH - 2 * MARGIN)
const AXIS_WIDTH = 56
const EQUITY_HEIGHT = 280
const DRAWDOWN_HEIGHT = 110

interface Point {
  readonly time: number
  readonly value: number
}

/** The charts as Vega groups, and their headings as a part of the picture. */
export function curves(input: StaticInput, y: number): Part & { readonly marks: Mark[] } {
  const { result, benchmark } = input
  const { time, equity } = result.equity
  const period: readonly [number, number] = [time[0] ?? 0, time.at(-1) ?? 1]
  const drawdown = drawdownCurve(equity, result.initialCash)
  const own = points(time, equity)
  const other = benchmark === null ? [] : points(benchmark.time, benchmark.equity)
  const top = y + 22
  const below = top + EQUITY_HEIGHT + 62
  const marks = [
    chart({ y: top, height: EQUITY_HEIGHT, period, values: [own, other], format: '~s', zero: false }, [
      line(other, ink.benchmark, 1.25),
      line(own, ink.strategy, 1.75),
    ]),
    chart({ y: below, height: DRAWDOWN_HEIGHT, period, values: [points(time, drawdown)], format: '.0%', zero: true }, [
      ...area(points(time, drawdown)),
    ]),
  ]
  const heading = (text: string, at: number): Text => ({ x: MARGIN, y: at, text, size: 15, fill: ink.text, bold: true })
  const texts = [heading(`Equity, ${result.currency}`, y), ...legend(input, y), heading('Drawdown', below - 22)]
  return { texts, cells: [], bottom: below + DRAWDOWN_HEIGHT + 24, marks }
}

function legend({ result, benchmark }: StaticInput, y: number): Text[] {
  const right = { x: WIDTH - MARGIN, y, size: 13, align: 'right' } as const
  const own = result.strategies.map(({ name }) => name).join(' + ')
  if (benchmark === null) return [{ ...right, text: own, fill: ink.strategy }]
  const name = `against ${benchmark.name}`
  return [
    { ...right, text: own, fill: ink.strategy, x: right.x - name.length * 6.6 - 12 },
    { ...right, text: name, fill: ink.quiet },
  ]
}

function points(time: Float64Array, values: Float64Array): Point[] {
  const rows = rowsToDraw([values], time.length, ROWS_DRAWN)
  const [times, drawn] = [pick(time, rows), pick(values, rows)]
  return Array.from(times, (at, i) => ({ time: at, value: drawn[i] as number }))
}

interface Frame {
  readonly y: number
  readonly height: number
  readonly period: readonly [number, number]
  readonly values: readonly (readonly Point[])[]
  readonly format: string
  readonly zero: boolean
}

function chart({ y, height, period, values, format, zero }: Frame, marks: Mark[]): GroupMark {
  const all = values.flat().map(({ value }) => value)
  const least = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const x = MARGIN + AXIS_WIDTH
  const width = WIDTH - MARGIN - x
  const scales: Scale[] = [
    { name: 'x', type: 'utc', domain: [...period], range: [0, width] },
    // A flat curve has a span of nothing: it is drawn in the middle of one.
    { name: 'y', type: 'linear', domain: least < most ? [least, most] : [least - 1, least + 1], range: [height, 0], zero, nice: !zero },
  ]
  return {
    type: 'group',
    encode: { update: { x: { value: x }, y: { value: y }, width: { value: width }, height: { value: height } } },
    // Grid lines are as long as these say, and the picture's own are wider.
    signals: [
      { name: 'width', value: width },
      { name: 'height', value: height },
    ],
    scales,
    axes: axes(format, zero ? 3 : 5),
    marks,
  }
}

function axes(format: string, tickCount: number): Axis[] {
  const look = { labelColor: ink.quiet, labelFont: fontFamily, labelFontSize: 12, labelPadding: 8, ticks: false } as const
  return [
    { ...look, scale: 'y', orient: 'left', domain: false, grid: true, gridColor: ink.line, format, tickCount },
    { ...look, scale: 'x', orient: 'bottom', domainColor: ink.line, grid: false, tickCount: 10, labelOverlap: true },
  ]
}

function line(values: readonly Point[], stroke: string, strokeWidth: number): Mark {
  return path('line', values, { stroke: { value: stroke }, strokeWidth: { value: strokeWidth }, strokeJoin: { value: 'round' } })
}

/** The line is a mark of its own: the outline of an area would go up its ends too. */
function area(values: readonly Point[]): Mark[] {
  const floor = { y2: { scale: 'y', value: 0 }, fill: { value: ink.loss }, fillOpacity: { value: 0.16 } }
  return [path('area', values, floor), line(values, ink.loss, 1)]
}

/** A group of its own holds the rows, so that no other mark can see them. */
function path(type: 'line' | 'area', values: readonly Point[], style: Readonly<Record<string, object>>): Mark {
  const place = { x: { scale: 'x', field: 'time' }, y: { scale: 'y', field: 'value' } }
  return {
    type: 'group',
    data: [{ name: 'points', values: [...values] }],
    marks: [{ type, from: { data: 'points' }, encode: { update: { ...place, ...style } } }],
  } as GroupMark
}
