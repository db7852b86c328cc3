// What moves over a chart without drawing it again: the line at the pointed time, the stretch that is being dragged, the ring round a point.

/// <reference lib="dom" />

import type { Plot } from './plot.js'

export class Overlay {
  readonly #plot: Plot
  readonly #marks = new Map<string, HTMLElement>()

  constructor(plot: Plot) {
    this.#plot = plot
  }

  /** An upright line at a value of the x scale; null takes it away. */
  line(value: number | null): void {
    const mark = this.#mark('crosshair')
    const { left, width, bottom } = this.#plot.frame
    const x = value === null ? Number.NaN : this.#plot.pixelOf('x', value)
    mark.hidden = !(x >= -1 && x <= width + 1)
    if (mark.hidden) return
    mark.style.transform = `translateX(${left + x}px)`
    mark.style.height = `${bottom}px`
  }

  /** The stretch between two values of the x scale; null takes it away. */
  stretch(ends: readonly [number, number] | null): void {
    const mark = this.#mark('brush')
    mark.hidden = ends === null
    if (ends === null) return
    const { left, bottom } = this.#plot.frame
    const [from, to] = ends.map((end) => this.#plot.pixelOf('x', end)) as [number, number]
    Object.assign(mark.style, { left: `${left + Math.min(from, to)}px`, width: `${Math.abs(to - from)}px`, height: `${bottom}px` })
  }

  /** A ring at pixels of the plot; null takes it away. */
  ring(at: { readonly x: number; readonly y: number } | null): void {
    const mark = this.#mark('ring')
    mark.hidden = at === null
    if (at !== null) mark.style.transform = `translate(${at.x}px, ${at.y}px)`
  }

  #mark(name: string): HTMLElement {
    const known = this.#marks.get(name)
    if (known !== undefined) return known
    const mark = document.createElement('div')
    mark.className = name
    this.#plot.stage.append(mark)
    this.#marks.set(name, mark)
    return mark
  }
}
