// Chooses what reads the times of rows: the one form that a layout names.

import { assertNever } from '../../../std/assert.js'
import type { TimeForm } from '../layout/layout.js'
import { EpochReader, MillisecondReader } from './epoch-stamps.js'
import type { StampReader } from './stamp-reader.js'
import { CompactReader, IsoReader, PartsReader } from './text-stamps.js'

/** `zone` is the name that a compact stamp may end with. */
export function stampReader(form: TimeForm, zone: string | null): StampReader {
  switch (form.kind) {
    case 'iso':
      return new IsoReader()
    case 'epoch':
      return new EpochReader(form.unit)
    case 'milliseconds-of-day':
      return new MillisecondReader(form.date)
    case 'compact':
      return new CompactReader(zone)
    case 'parts':
      return new PartsReader(form.order)
    default:
      return assertNever(form)
  }
}
