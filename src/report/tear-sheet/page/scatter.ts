// Trades as points: those that the filters leave, one for each place on the screen, the nearest one read out.

/// <reference lib="dom" />

import { decimal, percent } from '../../wording.js'
import type { HeldUnit } from '../held-unit.js'
import { returnOf, type Trade } from '../trade-columns.js'
import { Overlay } from './overlay.js'
import { Plot } from './plot.js'
import type { Drawing } from './redraw.js'

interface Point {
  readonly trade: Trade
  readonly x: number
  readonly y: number
}

/** Places a side: points in one place would cover one another. */
const PLACES = 130
const REACH_PIXELS = 24

export type ScatterField = 'held' | 'mae' | 'mfe'

interface ScatterOptions {
  readonly field: ScatterField
  readonly unit: HeldUnit
  readonly when: (time: number) => string
  readonly onChoose: (trade: Trade) => void
}

export class Scatter implements Drawing {
  readonly figure: HTMLElement
  readonly #plot: Plot
  readonly #overlay: Overlay
  readonly #options: ScatterOptions
  #points: readonly Point[] = []
  #pointed = -1

  constructor(figure: HTMLElement, spec: object, options: ScatterOptions) {
    this.figure = figure
    this.#options = options
    this.#plot = new Plot(figure, spec)
    this.#overlay = new Overlay(this.#plot)
    const { stage, element } = this.#plot
    stage.addEventListener('pointermove', (event) => this.#point(this.#nearest(event)))
    stage.addEventListener('pointerleave', () => this.#point(-1))
    stage.addEventListener('click', () => this.#choose())
    element.addEventListener('keydown', (event) => this.#key(event))
    element.addEventListener('blur', () => this.#point(-1))
  }

  show(trades: readonly Trade[]): void {
    const { field, unit } = this.#options
    const x = (trade: Trade): number => (field === 'held' ? (trade.exitTime - trade.entryTime) / unit.ms : trade[field] / trade.paid)
    const points = trades.map((trade) => ({ trade, x: x(trade), y: returnOf(trade) })).filter((one) => Number.isFinite(one.x + one.y))
    this.#points = onePerPlace(points, field === 'held' ? Math.sqrt : (value) => value).sort((a, b) => a.x - b.x)
    this.#pointed = -1
  }

  async refresh(): Promise<void> {
    this.#feed()
    await this.#plot.draw()
  }

  refreshNow(): void {
    this.#feed()
    this.#plot.drawNow()
  }

  #feed(): void {
    const { field } = this.#options
    this.#plot.set({ trades: this.#points.map(({ x, y }) => ({ [field]: x, return: y })) })
  }

  #nearest(event: PointerEvent): number {
    const box = this.#plot.element.getBoundingClientRect()
    const { left } = this.#plot.frame
    const [x, y] = [event.clientX - box.left - left, event.clientY - box.top]
    let best = -1
    let distance = REACH_PIXELS
    for (const [i, point] of this.#points.entries()) {
      const away = Math.hypot(this.#plot.pixelOf('x', point.x) - x, this.#plot.topOf(point.y) - y)
      if (away < distance) [best, distance] = [i, away]
    }
    return best
  }

  #point(index: number): void {
    this.#pointed = index
    const point = this.#points[index]
    const output = this.figure.querySelector('.readout') as HTMLElement
    if (point === undefined) {
      output.textContent = ''
      this.#overlay.ring(null)
      return
    }
    const { trade, x, y } = point
    const { field, unit, when } = this.#options
    const across = field === 'held' ? `${decimal(x, 1)} ${unit.name}` : `${field === 'mae' ? 'worst' : 'best'} ${percent(x)}`
    output.textContent = `#${trade.id}  ${trade.instrument}  ${when(trade.exitTime)}  ${across}  ${percent(y)}`
    this.#overlay.ring({ x: this.#plot.frame.left + this.#plot.pixelOf('x', x), y: this.#plot.topOf(y) })
  }

  #choose(): void {
    const point = this.#points[this.#pointed]
    if (point !== undefined) this.#options.onChoose(point.trade)
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (event.key === 'Enter') this.#choose()
    if (step === undefined || this.#points.length === 0) return
    event.preventDefault()
    this.figure.querySelector('.readout')?.setAttribute('aria-live', 'polite')
    this.#point((this.#pointed + step + this.#points.length) % this.#points.length)
  }
}

/** Of the points in one place the first, and always the outermost ones. */
function onePerPlace(points: readonly Point[], place: (x: number) => number): Point[] {
  const across = places(points.map((point) => place(point.x)))
  const up = places(points.map((point) => point.y))
  const kept = new Map<number, Point>()
  for (const point of points) {
    const key = across(place(point.x)) * (PLACES + 1) + up(point.y)
    if (!kept.has(key)) kept.set(key, point)
  }
  return [...new Set([...kept.values(), ...outermost(points)])]
}

function outermost(points: readonly Point[]): Point[] {
  const [first] = points
  if (first === undefined) return []
  const best = (isBetter: (a: Point, b: Point) => boolean): Point =>
    points.reduce((found, one) => (isBetter(one, found) ? one : found), first)
  return [best((a, b) => a.x < b.x), best((a, b) => a.x > b.x), best((a, b) => a.y < b.y), best((a, b) => a.y > b.y)]
}

/** Cuts the range of some values in equal places, and says in which a value is. */
function places(values: readonly number[]): (value: number) => number {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return (value) => (most > least ? Math.floor(((value - least) / (most - least)) * PLACES) : 0)
}
