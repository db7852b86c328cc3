// What a verb of `bench` is: its arguments, options and examples, and the work, whose file is loaded only when the verb is chosen.

import type { OptionTable, OptionValues } from './options.js'
import { logOptions } from './output-options.js'

export interface Verb<Table extends OptionTable = OptionTable> {
  /** One word, or a group and a word: `data import`. */
  readonly name: string
  /** As commander writes them: `<strategy>`, `[id]`, `<file...>`. */
  readonly arguments?: string
  /** One line for the list of verbs, without a full stop. */
  readonly summary: string
  readonly examples: readonly string[]
  readonly options: Table
  run(operands: readonly string[], options: OptionValues<Table>): Promise<void>
}

/** Checks a verb against its own table, then forgets the table's type so that verbs fit in one list. */
export function verb<const Table extends OptionTable>(definition: Verb<Table>): Verb {
  return definition as unknown as Verb
}

/** The options of a verb with those that every verb has. */
export function optionsOf({ options }: Verb): OptionTable {
  return { ...options, ...Object.fromEntries(Object.entries(logOptions).filter(([name]) => options[name] === undefined)) }
}
