// `bench config`: every key of a config file with its flag, variable and default; or the JSON Schema of the file.

import { backtestOptions } from '../backtest/options.js'
import { configJsonSchema } from '../backtest/run-config.js'
import { flagOf, type OptionSpec, variableOf } from '../options.js'
import { table } from '../terminal/table.js'

export async function config(options: { readonly schema?: boolean }): Promise<void> {
  process.stdout.write(options.schema ? `${JSON.stringify(configJsonSchema(), null, 2)}\n` : `${keysTable()}\n`)
}

function keysTable(): string {
  const rows = Object.entries<OptionSpec>(backtestOptions)
    .filter(([, spec]) => spec.belongs !== 'line')
    .map(([name, spec]) => [name, flagOf(name, spec), variableOf(name), spec.default ?? '', spec.description])
  return table(
    ['key', 'flag', 'variable', 'default', 'value'],
    [...rows, ['params', '--param', '', '', 'parameters of the strategy, by name']],
  )
}
