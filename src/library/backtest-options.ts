// Options of a program that no compiler has looked at: one that is not known may have been meant as a limit, and must not be left out in silence.

import { backtestConfigSchema } from '../engine/config/config.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'

/** Throws USAGE for an option that is none of the known names, and says where it belongs or what was meant. */
export function refuseUnknownOptions(options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const hint =
      name in backtestConfigSchema.shape
        ? `it is part of the config: { config: { ${name}: … } }`
        : (didYouMean(name, known) ?? `it takes ${known.join(', ')}`)
    throw new BenchError('USAGE', `backtest takes no option '${name}'`, hint)
  }
}
