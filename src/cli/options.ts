// One typed table makes a verb's flags, its help, its BENCH_ variables and the keys of its config file.
//
// One name makes all of them: `riskFree` is the flag --risk-free, the variable BENCH_RISK_FREE and the key riskFree.

import { type Command, Option as Flag } from 'commander'
import { BenchError } from '../std/errors.js'

/** One option. Without `value` it is a switch. */
export interface OptionSpec<Value = unknown> {
  /** What the help writes for the value: `AMOUNT`. */
  readonly value?: string
  readonly description: string
  /** The default as the help prints it. */
  readonly default?: string
  /** The heading in the help. */
  readonly group: string
  /** Where it belongs: a field of the engine's config, of the run around it, or of this command line alone. */
  readonly belongs: 'engine' | 'run' | 'line'
  /** May be given more than once; the values are a list. */
  readonly many?: true
  /** The flag is `--no-name` and turns off what is on by default. */
  readonly negative?: true
  /** Reads the text of a flag, a variable or a file; throws a `BenchError` that names the forms it takes. */
  readonly read?: (text: string) => Value
}

export type OptionTable = Readonly<Record<string, OptionSpec>>

/** What a table yields: absent where the user said nothing. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]?: Table[Name] extends { many: true } ? readonly ValueOf<Table[Name]>[] : ValueOf<Table[Name]>
}

type ValueOf<Spec> = Spec extends { read: (text: string) => infer Value } ? Value : Spec extends { value: string } ? string : boolean

/** `--risk-free`, or `--no-report` for a negative switch. */
export function flagOf(name: string, spec: OptionSpec): string {
  return `--${spec.negative ? 'no-' : ''}${words(name).join('-')}`
}

/** `BENCH_RISK_FREE`. */
export function variableOf(name: string): string {
  return `BENCH_${words(name).join('_').toUpperCase()}`
}

/** Gives a command the flags of a table. */
export function addOptions(command: Command, table: OptionTable): void {
  for (const [name, spec] of Object.entries(table)) command.addOption(flag(name, spec))
}

/** Reads one text by an option's rule; a failure names where the text was written. */
export function readText(spec: OptionSpec, text: string, where: string): unknown {
  if (spec.read === undefined) return text
  try {
    return spec.read(text)
  } catch (error) {
    if (error instanceof BenchError) throw new BenchError(error.code, `${where}: ${error.message}`, error.hint)
    throw error
  }
}

function flag(name: string, spec: OptionSpec): Flag {
  const plain = flagOf(name, spec)
  const usual = spec.default === undefined ? '' : ` (default: ${spec.default})`
  const option = new Flag(spec.value === undefined ? plain : `${plain} <${spec.value}>`, `${spec.description}${usual}`)
  option.helpGroup(`${spec.group}:`)
  if (spec.value === undefined) return option
  return option.argParser((text: string, previous: unknown) => {
    // A variable of a shell that nobody has set comes to this, and what it was to name would be passed over.
    if (text.trim() === '') throw new BenchError('USAGE', `${plain} is given nothing`, `write ${plain} ${spec.value}, or leave it out`)
    const value = readText(spec, text, plain)
    return spec.many ? [...((previous as readonly unknown[] | undefined) ?? []), value] : value
  })
}

/** `riskFree` → risk, free. */
function words(name: string): readonly string[] {
  return name.split(/(?=[A-Z])/).map((word) => word.toLowerCase())
}
