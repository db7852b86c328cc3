// Draws what is in sight first and the rest when there is time, so that zooming stays smooth on a page of many charts.

/// <reference lib="dom" />

/** Milliseconds of quiet after which charts out of sight follow. */
const QUIET_MS = 200

/** A drawing that may be out of date. */
export interface Drawing {
  readonly figure: HTMLElement
  refresh(): Promise<void>
  refreshNow(): void
}

export class Redraw {
  readonly #stale = new Set<Drawing>()
  readonly #seen = new Set<Element>()
  readonly #observer = new IntersectionObserver((entries) => this.#look(entries), { rootMargin: '100px' })
  #frame = 0
  #quiet = 0

  watch(drawing: Drawing): void {
    this.#observer.observe(drawing.figure)
  }

  /** Marks drawings as out of date; those in sight are drawn at the next frame. */
  request(drawings: Iterable<Drawing>): void {
    for (const drawing of drawings) this.#stale.add(drawing)
    this.#frame ||= requestAnimationFrame(() => this.#draw((drawing) => this.#seen.has(drawing.figure)))
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => this.#draw(() => true), QUIET_MS) as unknown as number
  }

  /** Before a print everything has to be there. */
  now(): void {
    for (const drawing of this.#stale) drawing.refreshNow()
    this.#stale.clear()
  }

  #draw(takes: (drawing: Drawing) => boolean): void {
    this.#frame = 0
    for (const drawing of this.#stale) {
      if (!takes(drawing)) continue
      this.#stale.delete(drawing)
      drawing.refresh()
    }
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#seen.add(target)
      else this.#seen.delete(target)
    }
    this.#draw((drawing) => this.#seen.has(drawing.figure))
  }
}
