// What limits made of the sizes that a run worked out, said plainly: who asked for all of the equity should know that it was a twentieth.

import type { AssembledRun } from '../assemble.js'
import { keyText, limitKeys } from '../config/limit-keys.js'
import { riskLimits } from '../config/risk-config.js'

/** One note for each code, in the order in which they first cut. */
export function sizeNotes({ config, log }: AssembledRun): string[] {
  const limits = riskLimits(config)
  return [...log.cuts.byCode].map(([code, { made, closes }]) => {
    const [size, were] = made === 1 ? ['size', 'was'] : ['sizes', 'were']
    const onlyClosed =
      closes === 0 ? '' : ` ${closes} of them would have turned a position: there was no room for the other side, so they only closed it.`
    const keys = limitKeys(code, limits).map(keyText).join(', ')
    return `${made} ${size} that sizing worked out ${were} cut to fit a limit (${code}: ${keys}).${onlyClosed} Raise the limit for larger ones, or set sizing so that they fit.`
  })
}
