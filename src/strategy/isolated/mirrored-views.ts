// What a strategy reads of the engine on its own side of the border: a cursor, a position and an account over the mirror.

import type { BarColumns } from '../../model/bar.js'
import { BarCursor } from '../../model/bar-cursor.js'
import type { Position } from '../../model/position.js'
import type { AccountView } from '../define-strategy.js'
import type { MirrorLayout } from './mirror.js'

/** A cursor that goes where the engine's stands. */
export class MirroredCursor extends BarCursor {
  readonly #mirror: Float64Array
  readonly #at: number

  constructor(columns: BarColumns, mirror: Float64Array, at: number) {
    super(columns)
    this.#mirror = mirror
    this.#at = at
  }

  follow(): void {
    this.index = this.#mirror[this.#at] as number
    this.splits = this.#mirror[this.#at + 1] as number
  }

  override get ratioSince(): number {
    return this.#mirror[this.#at + 2] as number
  }
}

export class MirroredPosition implements Position {
  readonly #mirror: Float64Array
  readonly #at: number

  constructor(mirror: Float64Array, at: number) {
    this.#mirror = mirror
    this.#at = at
  }

  get isFlat(): boolean {
    return this.quantity === 0
  }
  get isLong(): boolean {
    return this.quantity > 0
  }
  get isShort(): boolean {
    return this.quantity < 0
  }
  get quantity(): number {
    return this.#mirror[this.#at] as number
  }
  get averagePrice(): number {
    return this.#mirror[this.#at + 1] as number
  }
  get openedAt(): number {
    return this.#mirror[this.#at + 2] as number
  }
  get openedBar(): number {
    return this.#mirror[this.#at + 3] as number
  }
  get barsHeld(): number {
    return this.#mirror[this.#at + 4] as number
  }
}

/** The engine's clock and the account. */
export class MirroredAccount implements AccountView {
  readonly #mirror: Float64Array
  readonly #layout: MirrorLayout

  constructor(mirror: Float64Array, layout: MirrorLayout) {
    this.#mirror = mirror
    this.#layout = layout
  }

  get now(): number {
    return this.#mirror[this.#layout.time] as number
  }
  get equity(): number {
    return this.#mirror[this.#layout.equity] as number
  }
  get cash(): number {
    return this.#mirror[this.#layout.cash] as number
  }
}
