// One chart on the page: a Vega view that can show a period, mark a time, and tell where the pointer is.

/// <reference lib="dom" />

import { parse, type Spec, View } from 'vega'
import type { Columns } from './columns.js'
import { nearestRow } from './nearest-row.js'
import type { Readout } from './readout.js'

interface Content {
  readonly rows: Columns
  /** Columns time, price and quantity of the fills; only the price chart has them. */
  readonly fills: Columns | undefined
  readonly read: Readout
}

const CLICK_PIXELS = 4

export class Chart {
  readonly #figure: HTMLElement
  readonly #plot: HTMLElement
  readonly #content: Content
  readonly #view: View
  readonly #listening = new AbortController()

  constructor(figure: HTMLElement, spec: object, content: Content) {
    this.#figure = figure
    this.#plot = figure.querySelector<HTMLElement>('.plot') as HTMLElement
    this.#content = content
    this.#view = new View(parse(spec as Spec), { renderer: 'svg', container: this.#plot })
    this.#view.data('rows', objects(content.rows))
    if (content.fills !== undefined) this.#view.data('fills', objects(content.fills).map(sided))
  }

  async draw(from: number, to: number): Promise<void> {
    await this.#view.signal('from', from).signal('to', to).runAsync()
  }

  show(from: number, to: number): void {
    this.#view.signal('from', from).signal('to', to).runAsync()
  }

  /** Marks a time and reads out the row nearest to it; null clears both. */
  point(time: number | null): void {
    const { rows, fills, read } = this.#content
    const row = time === null ? -1 : nearestRow(rows.time ?? new Float64Array(), time)
    const at = row < 0 ? null : (rows.time?.[row] as number)
    this.#view.signal('pointed', at).runAsync()
    const output = this.#figure.querySelector('.readout')
    if (output !== null) output.textContent = row < 0 ? '' : read(rows, row, fills)
  }

  caption(title: string, note: string): void {
    const write = (selector: string, text: string): void => {
      const element = this.#figure.querySelector(selector)
      if (element !== null) element.textContent = text
    }
    write('.title', title)
    write('.note', note)
  }

  /** Calls with the time under the pointer, null when it leaves. */
  onPoint(tell: (time: number | null) => void): void {
    const { signal } = this.#listening
    this.#plot.addEventListener('pointermove', (event) => tell(this.#timeAt(event)), { signal })
    this.#plot.addEventListener('pointerdown', (event) => tell(this.#timeAt(event)), { signal })
    this.#plot.addEventListener('pointerleave', () => tell(null), { signal })
  }

  /** Calls with the period that a drag covers; a plain click calls with an empty one. */
  onDrag(tell: (from: number, to: number) => void): void {
    const { signal } = this.#listening
    let start: PointerEvent | null = null
    const dragged = (event: PointerEvent): void => {
      if (start === null || Math.abs(event.clientX - start.clientX) < CLICK_PIXELS) return
      const ends = [this.#timeAt(start), this.#timeAt(event)]
      tell(Math.min(...ends), Math.max(...ends))
    }
    this.#plot.addEventListener('pointermove', dragged, { signal })
    this.#plot.addEventListener(
      'pointerdown',
      (event) => {
        start = event
        this.#plot.setPointerCapture(event.pointerId)
      },
      { signal },
    )
    this.#plot.addEventListener(
      'pointerup',
      (event) => {
        if (start !== null && Math.abs(event.clientX - start.clientX) < CLICK_PIXELS) tell(0, 0)
        start = null
      },
      { signal },
    )
  }

  close(): void {
    this.#listening.abort()
    this.#view.finalize()
    this.#plot.replaceChildren()
  }

  #timeAt(event: PointerEvent): number {
    const frame = this.#plot.querySelector('svg')?.getBoundingClientRect()
    const pixel = event.clientX - (frame?.left ?? 0) - (this.#view.origin()[0] ?? 0)
    const inside = Math.max(0, Math.min(this.#view.signal('width') as number, pixel))
    const scale = this.#view.scale('x') as { invert(pixel: number): Date | number }
    return Number(scale.invert(inside))
  }
}

/** Vega reads rows as objects. */
function objects(columns: Columns): Record<string, number>[] {
  const names = Object.keys(columns)
  return Array.from({ length: columns.time?.length ?? 0 }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, columns[name]?.[row] as number])),
  )
}

function sided(fill: Record<string, number>): Record<string, number | string> {
  return { ...fill, side: (fill.quantity as number) > 0 ? 'buy' : 'sell' }
}
