// One Vega view in its place on the page: takes data and signals, tells where a pointer is, draws when asked.

/// <reference lib="dom" />

import { parse, type Spec, View } from 'vega'
import type { Row } from './columns.js'

/** Data sets by the names that a spec reads. */
export type DataSets = Readonly<Record<string, readonly Row[]>>

export interface Frame {
  readonly left: number
  readonly width: number
  /** From the top of the stage to the lower end of the plot. */
  readonly bottom: number
}

export class Plot {
  /** The labelled, focusable place of the drawing. */
  readonly element: HTMLElement
  readonly stage: HTMLElement
  #view: View

  constructor(figure: HTMLElement, spec: object) {
    this.stage = figure.querySelector<HTMLElement>('.stage') as HTMLElement
    this.element = figure.querySelector<HTMLElement>('.plot') as HTMLElement
    this.element.tabIndex = 0
    this.#view = this.#open(spec)
  }

  /** Goes on with another spec in the same place. */
  replace(spec: object): void {
    this.#view.finalize()
    this.#view = this.#open(spec)
  }

  /** Hands over what to draw; it shows after `draw` or `drawNow`. */
  set(data: DataSets, signals: Readonly<Record<string, number>> = {}): void {
    for (const [name, rows] of Object.entries(data)) this.#view.data(name, [...rows])
    for (const [name, value] of Object.entries(signals)) this.#view.signal(name, value)
  }

  async draw(): Promise<void> {
    await this.#view.runAsync()
  }

  /** Before a print there is no time to wait. */
  drawNow(): void {
    this.#view.run()
  }

  get frame(): Frame {
    const [left = 0, top = 0] = this.#view.origin()
    return { left, width: this.#view.signal('width') as number, bottom: top + (this.#view.signal('height') as number) + PADDING_TOP }
  }

  /** What a scale says of a place in the window. */
  valueAt(scale: 'x' | 'y', event: { readonly clientX: number; readonly clientY: number }): number {
    const box = this.element.getBoundingClientRect()
    const [left = 0, top = 0] = this.#view.origin()
    const extent = this.#view.signal(scale === 'x' ? 'width' : 'height') as number
    const pixel = scale === 'x' ? event.clientX - box.left - left : event.clientY - box.top - top
    const inverse = (this.#view.scale(scale) as { invert(pixel: number): Date | number }).invert
    return Number(inverse(Math.max(0, Math.min(extent, pixel))))
  }

  /** Where a value stands, in pixels of the plot. */
  pixelOf(scale: 'x' | 'y', value: number): number {
    return Number((this.#view.scale(scale) as (value: number) => number)(value))
  }

  /** Where a value of the y scale stands, in pixels from the top of the stage. */
  topOf(value: number): number {
    return (this.#view.origin()[1] ?? 0) + PADDING_TOP + this.pixelOf('y', value)
  }

  #open(spec: object): View {
    return new View(parse(spec as Spec), { renderer: 'svg', container: this.element })
  }
}

/** As the specs have it. */
const PADDING_TOP = 8
