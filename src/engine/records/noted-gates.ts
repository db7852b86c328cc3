// What stages before pre-trade risk measured, as it is taken down while a signal is decided and as a row of numbers beside its decision.

import { type GateNoteName, type GateNotes, gateNoteNames, type JudgedGates } from '../../model/gate-notes.js'
import { RecordTable } from '../../std/record-table.js'

/** One signal's. */
export class NotedGates implements GateNotes {
  readonly #judged: Partial<Record<GateNoteName, number>> = {}
  #isEmpty = true

  note(name: GateNoteName, value: number): void {
    if (name in this.#judged) return
    this.#judged[name] = value
    this.#isEmpty = false
  }

  /** Undefined where nothing was measured. */
  get judged(): JudgedGates | undefined {
    return this.#isEmpty ? undefined : this.#judged
  }
}

const columns: ReadonlyMap<string, number> = new Map(gateNoteNames.map((name, column) => [name, column]))

/** NaN stands for what was not measured: a stage that measures none of a number refuses. */
export function judgedGatesTable(): RecordTable<JudgedGates> {
  return new RecordTable({
    width: gateNoteNames.length,
    write(judged, rows, at) {
      rows.fill(Number.NaN, at, at + gateNoteNames.length)
      // Of all that can be measured, few are of one signal.
      for (const name in judged) rows[at + (columns.get(name) as number)] = judged[name as GateNoteName] ?? Number.NaN
    },
    read(rows, at) {
      const judged: Partial<Record<GateNoteName, number>> = {}
      for (let column = 0; column < gateNoteNames.length; column++) {
        const measured = rows[at + column] as number
        if (!Number.isNaN(measured)) judged[gateNoteNames[column] as GateNoteName] = measured
      }
      return judged
    },
  })
}
