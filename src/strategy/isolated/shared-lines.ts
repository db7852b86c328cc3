// The columns of a strategy's indicators, worked out beside it and kept where the engine can read them too.

import type { InProcessHost } from '../host.js'
import type { ColumnsOfSeries } from '../lines.js'
import { columnCache } from '../lines.js'
import { RunningLines } from '../running-lines.js'
import type { OpenedText } from './border.js'

/** A column that is worked out as bars close, and its copy for the engine. */
interface Twin {
  readonly own: Float64Array
  readonly shared: Float64Array
  readonly slot: number
  /** Rows that the copy has. */
  rows: number
}

export class SharedLines {
  /** What the host reads. */
  readonly columnsOf: ColumnsOfSeries
  /** Every column, as the engine reads it. */
  readonly blocks: SharedArrayBuffer[] = []
  /** Null where bars do not move: then columns are whole from the start. */
  readonly #running: RunningLines | null
  readonly #block: SharedArrayBuffer
  readonly #known = new Map<Float64Array, Float64Array>()
  readonly #twins: Twin[] = []

  /** `block` is any block of shared memory: here the constructor goes by no name. */
  constructor(moving: boolean, block: SharedArrayBuffer) {
    this.#block = block
    this.#running = moving ? new RunningLines() : null
    this.columnsOf = this.#running?.columnsOf ?? this.#whole(columnCache())
  }

  /** The names of a host's columns, by slot and stretch, with the place of each among `blocks`. */
  share({ columns }: InProcessHost): OpenedText['columns'] {
    return columns.map((stretches, slot) =>
      stretches.map((named) =>
        Object.entries(named).map(([name, own]): readonly [string, number] => {
          const shared = this.#running === null ? own : this.#twin(own)
          if (shared !== own) this.#twins.push({ own, shared, slot, rows: 0 })
          const block = shared.buffer as unknown as SharedArrayBuffer
          const known = this.blocks.indexOf(block)
          return [name, known >= 0 ? known : this.blocks.push(block) - 1]
        }),
      ),
    )
  }

  /** Bars may have closed since the last event: indicators take them in. */
  follow({ hosted }: InProcessHost, cursors: readonly { readonly index: number; readonly splits: number }[]): void {
    if (this.#running === null) return
    for (const [k, { series }] of hosted.entries()) {
      const { index, splits } = cursors[k] as { readonly index: number; readonly splits: number }
      this.#running.closeThrough(series, index, splits)
    }
    for (const twin of this.#twins) {
      const { index } = cursors[twin.slot] as { readonly index: number }
      for (; twin.rows <= index; twin.rows++) twin.shared[twin.rows] = twin.own[twin.rows] as number
    }
  }

  #whole(columnsOf: ColumnsOfSeries): ColumnsOfSeries {
    return (series, definition) =>
      columnsOf(series, definition).map((lines) =>
        Object.fromEntries(Object.entries(lines).map(([line, column]) => [line, this.#twin(column)])),
      )
  }

  #twin(column: Float64Array): Float64Array {
    const known = this.#known.get(column)
    if (known !== undefined) return known
    const Shared = this.#block.constructor as typeof SharedArrayBuffer
    const twin = new Float64Array(new Shared(column.byteLength))
    twin.set(column)
    this.#known.set(column, twin)
    return twin
  }
}
