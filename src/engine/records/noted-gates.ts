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

/** NaN stands for what was not measured: a stage that measures none of a number refuses. */
export function judgedGatesTable(): RecordTable<JudgedGates> {
  return new RecordTable({
    width: gateNoteNames.length,
    write(judged, rows, at) {
      for (const [column, name] of gateNoteNames.entries()) rows[at + column] = judged[name] ?? Number.NaN
    },
    read(rows, at) {
      const measured = gateNoteNames.flatMap((name, column) =>
        Number.isNaN(rows[at + column]) ? [] : [[name, rows[at + column]] as const],
      )
      return Object.fromEntries(measured) as JudgedGates
    },
  })
}
