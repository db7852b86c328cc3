// Overrides: an instrument that is named has a sizer of its own.

import type { Sizer } from './sizer.js'

/** The sizer of the instrument, else the usual one. */
export function bySymbol(usual: Sizer, own: ReadonlyMap<string, Sizer>): Sizer {
  return own.size === 0 ? usual : (context) => (own.get(context.instrument.id) ?? usual)(context)
}
