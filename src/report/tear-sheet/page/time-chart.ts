// A chart over time: shows the page's period, marks the pointed time, reads out the figures there.

/// <reference lib="dom" />

import { whole } from '../../wording.js'
import { connectGestures, connectStrip } from './gestures.js'
import { connectLegend } from './legend.js'
import { Overlay } from './overlay.js'
import type { Period } from './period.js'
import { type DataSets, Plot } from './plot.js'
import type { Drawing } from './redraw.js'

/** What is drawn of a period: `held` is how many rows the period has where fewer are drawn, `remark` what else was left out. */
export interface InView {
  readonly sets: DataSets
  readonly drawn: number
  readonly held: number
  readonly remark?: string
}

/** What a chart over time draws and reads out. */
export interface TimeSource {
  /** The data of a period, without what is hidden. */
  data(from: number, to: number, hidden: ReadonlySet<string>): InView
  /** The row nearest to a time, and what it says; null where there is none. */
  read(time: number, hidden: ReadonlySet<string>): { readonly time: number; readonly text: string } | null
}

interface Together {
  readonly period: Period
  /** Tells every chart the pointed time. */
  readonly point: (time: number | null, spoken: boolean) => void
  readonly changed: (chart: TimeChart) => void
}

export class TimeChart implements Drawing {
  readonly figure: HTMLElement
  readonly #source: TimeSource
  readonly #together: Together
  readonly #hidden: ReadonlySet<string>
  readonly #plot: Plot
  readonly #overlay: Overlay
  #note: string

  constructor(figure: HTMLElement, spec: object, source: TimeSource, together: Together) {
    this.figure = figure
    this.#source = source
    this.#together = together
    this.#plot = new Plot(figure, spec)
    this.#overlay = new Overlay(this.#plot)
    this.#note = figure.querySelector('.note')?.textContent ?? ''
    this.#hidden = connectLegend(figure, () => together.changed(this))
    const hands = { plot: this.#plot, overlay: this.#overlay, period: together.period, point: together.point }
    if (figure.dataset.chart === 'range') connectStrip(hands)
    else connectGestures(hands)
  }

  /** Another look at the same figures. */
  respec(spec: object): void {
    this.#plot.replace(spec)
    this.#together.changed(this)
  }

  /** Another subject in the same frame. */
  retitle(title: string, note: string): void {
    const element = this.figure.querySelector('.title')
    if (element !== null) element.textContent = title
    this.#note = note
    this.#together.changed(this)
  }

  async refresh(): Promise<void> {
    this.#feed()
    await this.#plot.draw()
  }

  refreshNow(): void {
    this.#feed()
    this.#plot.drawNow()
  }

  /** Marks a time and reads out the row nearest to it; null clears both. */
  point(time: number | null, spoken: boolean): void {
    if (this.figure.dataset.chart === 'range') return
    const found = time === null ? null : this.#source.read(time, this.#hidden)
    this.#overlay.line(found === null ? null : found.time)
    const output = this.figure.querySelector('.readout')
    if (output === null) return
    output.setAttribute('aria-live', spoken && this.figure.contains(document.activeElement) ? 'polite' : 'off')
    output.textContent = found?.text ?? ''
  }

  #feed(): void {
    const { from, to } = this.#together.period
    const { sets, drawn, held, remark = '' } = this.#source.data(from, to, this.#hidden)
    this.#plot.set(sets, { from, to })
    const note = this.figure.querySelector('.note')
    if (note === null || this.figure.dataset.chart === 'range') return
    const more = this.#note === '' ? 'Down-sampled to the lowest and highest of equal stretches: drawn' : 'Drawn of these in view:'
    const thinned = held > drawn ? `${more} ${whole(drawn)} of ${whole(held)}; zoom in for more.` : ''
    note.textContent = [this.#note, thinned, remark].filter((text) => text !== '').join(' ')
  }
}
