// An operator lets go of whatever holds trading back, at once and again and again, without looking for the cause.

import { z } from 'zod'
import type { BacktestConfigInput } from '../../../engine/config/config.js'
import type { EpochMs } from '../../../model/time.js'
import { MINUTE_MS } from '../../../model/time.js'
import type { OperatorFault, Setup, Window } from '../fault.js'
import { MOST_MINUTES } from '../most-minutes.js'

const params = z.strictObject({
  everyMinutes: z.number().min(1).max(MOST_MINUTES).default(1).describe('How long each time until it is let go of'),
})

type Deed = NonNullable<BacktestConfigInput['operator']>[number]

/** A person presses a button so many times at the most. */
const MOST = 5000

export const unlatchUnderFire: OperatorFault<z.infer<typeof params>> = {
  name: 'unlatch-under-fire',
  plane: 'operator',
  targets: 'any strategy',
  says: 'An operator lets go of every latch as soon as it holds',
  params,
  draw: (random) => ({ everyMinutes: 1 + random.integer(30) }),
  apply(setup, { everyMinutes }, { window, target }) {
    const held = target === undefined ? [undefined, ...namesOf(setup)] : [target]
    const deeds = timesIn(window, setup, everyMinutes).flatMap((time) => held.map((strategy) => unlatch(time, strategy)))
    const operator = [...(setup.config.operator ?? []), ...deeds].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    return { ...setup, config: { ...setup.config, operator } }
  },
}

/** Times within the bars alone. */
function timesIn({ from, to }: Window, { series }: Setup, everyMinutes: number): EpochMs[] {
  const begin = Math.max(from, Math.min(...series.map(({ columns }) => columns.openTime[0] ?? Number.POSITIVE_INFINITY)))
  const end = Math.min(to, Math.max(...series.map(({ columns }) => columns.closeTime[columns.length - 1] ?? Number.NEGATIVE_INFINITY)))
  const count = Math.min(MOST, Math.max(0, Math.ceil((end - begin) / (everyMinutes * MINUTE_MS))))
  return Array.from({ length: count }, (_, index) => begin + Math.round(index * everyMinutes * MINUTE_MS))
}

function unlatch(time: EpochMs, strategy: string | undefined): Deed {
  const at = new Date(time).toISOString()
  return { at, do: 'unlatch', reason: 'it is in the way', ...(strategy !== undefined && { strategy }) }
}

function namesOf({ strategies }: Setup): readonly string[] {
  return strategies.map(({ strategy, name = strategy.name }) => name)
}
