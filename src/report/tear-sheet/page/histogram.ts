// A histogram of returns: reads out the bin under the pointer, hides the normal curve or the lines on request.

/// <reference lib="dom" />

import { percent, whole } from '../../wording.js'
import type { Distribution } from '../data/distribution.js'
import { connectLegend } from './legend.js'
import { Overlay } from './overlay.js'
import { Plot } from './plot.js'
import type { Drawing } from './redraw.js'

export class Histogram implements Drawing {
  readonly figure: HTMLElement
  readonly #plot: Plot
  readonly #overlay: Overlay
  readonly #distribution: Distribution
  readonly #hidden: ReadonlySet<string>
  #bin = -1

  constructor(figure: HTMLElement, spec: object, distribution: Distribution, changed: (drawing: Drawing) => void) {
    this.figure = figure
    this.#distribution = distribution
    this.#plot = new Plot(figure, spec)
    this.#overlay = new Overlay(this.#plot)
    this.#hidden = connectLegend(figure, () => changed(this))
    const { stage, element } = this.#plot
    stage.addEventListener('pointermove', (event) => this.#point(this.#binAt(this.#plot.valueAt('x', event))))
    stage.addEventListener('pointerdown', (event) => this.#point(this.#binAt(this.#plot.valueAt('x', event))))
    stage.addEventListener('pointerleave', (event) => {
      if (event.pointerType !== 'touch') this.#point(-1)
    })
    element.addEventListener('blur', () => this.#point(-1))
    element.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (step === undefined) return
      event.preventDefault()
      this.figure.querySelector('.readout')?.setAttribute('aria-live', 'polite')
      const count = distribution.bins.length
      this.#point(this.#bin < 0 ? count >> 1 : Math.max(0, Math.min(count - 1, this.#bin + step)))
    })
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
    const { bins, normal, lines } = this.#distribution
    const shown = <Item>(name: string, items: readonly Item[]): readonly Item[] => (this.#hidden.has(name) ? [] : items)
    const rows = (items: readonly object[]): never[] => items.map((item) => ({ ...item })) as never[]
    this.#plot.set({ bins: rows(bins), normal: rows(shown('normal', normal)), lines: rows(shown('lines', lines)) })
  }

  #binAt(value: number): number {
    const { bins } = this.#distribution
    return bins.findIndex(({ from, to }, i) => value >= from && (value < to || (i === bins.length - 1 && value <= to)))
  }

  #point(index: number): void {
    this.#bin = index
    const bin = this.#distribution.bins[index]
    const output = this.figure.querySelector('.readout') as HTMLElement
    output.textContent = bin === undefined ? '' : `${percent(bin.from, 2)} to ${percent(bin.to, 2)}  ${whole(bin.count)}`
    this.#overlay.line(bin === undefined ? null : (bin.from + bin.to) / 2)
  }
}
