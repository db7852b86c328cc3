// How a chart over time is handled: point to read, drag across to zoom in, double-click for all, the wheel with a key held, and the keyboard.

/// <reference lib="dom" />

import type { Overlay } from './overlay.js'
import type { Period } from './period.js'
import type { Plot } from './plot.js'

export interface Hands {
  readonly plot: Plot
  readonly overlay: Overlay
  readonly period: Period
  /** The time pointed at, null when none is; `spoken` when a key did it, so that a screen reader is told. */
  readonly point: (time: number | null, spoken: boolean) => void
}

const DRAG_PIXELS = 5

export function connectGestures(hands: Hands): void {
  const { plot, overlay, period, point } = hands
  let start: PointerEvent | null = null
  let dragged: readonly [number, number] | null = null
  plot.stage.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch') point(plot.valueAt('x', event), false)
    else if (event.button === 0) start = event
  })
  plot.stage.addEventListener('pointermove', (event) => {
    point(plot.valueAt('x', event), false)
    if (start === null || (dragged === null && Math.abs(event.clientX - start.clientX) < DRAG_PIXELS)) return
    plot.stage.setPointerCapture(start.pointerId)
    dragged = [plot.valueAt('x', start), plot.valueAt('x', event)]
    overlay.stretch(dragged)
  })
  const release = (): void => {
    if (dragged !== null) period.show(Math.min(...dragged), Math.max(...dragged))
    start = null
    dragged = null
    overlay.stretch(null)
  }
  plot.stage.addEventListener('pointerup', release)
  plot.stage.addEventListener('pointercancel', () => {
    dragged = null
    release()
  })
  // A finger that lifts leaves the figures standing.
  plot.stage.addEventListener('pointerleave', (event) => {
    if (event.pointerType !== 'touch') point(null, false)
  })
  plot.stage.addEventListener('dblclick', () => period.showAll())
  connectWheel(hands, (event) => event.ctrlKey || event.metaKey || event.shiftKey)
  connectKeys(hands)
}

/** The strip: drag across it to choose, drag the chosen part to move it, click for all, turn the wheel to zoom. */
export function connectStrip(hands: Hands): void {
  const { plot, overlay, period } = hands
  let start: { readonly x: number; readonly time: number; readonly from: number; readonly to: number; readonly moves: boolean } | null =
    null
  let dragged = false
  plot.stage.addEventListener('pointerdown', (event) => {
    const time = plot.valueAt('x', event)
    const { from, to } = period
    start = { x: event.clientX, time, from, to, moves: !period.isAll && time >= from && time <= to }
    dragged = false
    plot.stage.setPointerCapture(event.pointerId)
  })
  plot.stage.addEventListener('pointermove', (event) => {
    if (start === null || (!dragged && Math.abs(event.clientX - start.x) < DRAG_PIXELS)) return
    dragged = true
    const time = plot.valueAt('x', event)
    if (start.moves) period.pan(start.from + time - start.time - period.from)
    else overlay.stretch([start.time, time])
  })
  plot.stage.addEventListener('pointerup', (event) => {
    const time = plot.valueAt('x', event)
    if (start !== null && !dragged) period.showAll()
    else if (start !== null && !start.moves) period.show(Math.min(start.time, time), Math.max(start.time, time))
    start = null
    overlay.stretch(null)
  })
  connectWheel(hands, () => true)
  connectKeys(hands)
}

function connectWheel({ plot, period }: Hands, takes: (event: WheelEvent) => boolean): void {
  const turned = (event: WheelEvent): void => {
    if (!takes(event)) return
    event.preventDefault()
    const turn = event.deltaY || event.deltaX
    period.zoom(1.0015 ** Math.max(-400, Math.min(400, turn * (event.deltaMode === 0 ? 1 : 30))), plot.valueAt('x', event))
  }
  plot.stage.addEventListener('wheel', turned, { passive: false })
}

function connectKeys({ plot, period, point }: Hands): void {
  let at: number | null = null
  const move = (step: number): void => {
    const length = period.to - period.from
    at = Math.max(period.from, Math.min(period.to, (at ?? (period.from + period.to) / 2) + (step * length) / 100))
    point(at, true)
  }
  const keys: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowLeft: ({ shiftKey }) => (shiftKey ? period.pan((period.from - period.to) / 4) : move(-1)),
    ArrowRight: ({ shiftKey }) => (shiftKey ? period.pan((period.to - period.from) / 4) : move(1)),
    '+': () => period.zoom(0.5, at ?? undefined),
    '=': () => period.zoom(0.5, at ?? undefined),
    '-': () => period.zoom(2, at ?? undefined),
    '0': () => period.showAll(),
    Escape: () => {
      at = null
      point(null, true)
    },
  }
  plot.element.addEventListener('keydown', (event) => {
    const act = keys[event.key]
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act(event)
  })
  plot.element.addEventListener('blur', () => {
    at = null
    point(null, false)
  })
}
