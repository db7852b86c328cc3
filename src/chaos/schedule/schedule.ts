// A schedule: everything that goes wrong in a run, written out. A seed makes one; the schedule is what runs, is saved and is shrunk.

import { z } from 'zod'
import { BenchError } from '../../std/errors.js'
import { misfitOf } from '../../std/misfit.js'
import { MOST_MINUTES } from '../faults/most-minutes.js'
import { outOfRange } from './out-of-range.js'

const instant = z.iso.datetime({ offset: true })

/** What a fault waits for. But for a time it comes on again whenever that is so anew, and lasts for the entry's minutes each time. */
const trigger = z.union([
  z.strictObject({ at: instant.describe('Comes on once, at the first event from this time on') }),
  z.strictObject({ perHour: z.number().min(0).max(1).describe('Chance that it comes on, drawn at the first bar of each hour') }),
  z.strictObject({
    calm: z.number().positive().describe('Comes on where the standard deviation of the returns of the last bars is below this'),
    bars: z.number().int().min(2).max(10_000).default(20).describe('How many bars'),
  }),
  z.strictObject({ breaches: z.number().int().min(1).describe('Comes on after so many breaches in the run') }),
  z.strictObject({ drawdown: z.number().positive().max(1).describe('Comes on where equity is so far below its peak, as a share of it') }),
])

const entry = z.strictObject({
  name: z
    .string()
    .min(1)
    .optional()
    .describe('What it draws by, and what its strategy is called: its fault and place where it has none, such as `reject-2`'),
  fault: z.string().describe('Name of the fault: `bench chaos list` has them'),
  when: trigger,
  minutes: z.number().positive().max(MOST_MINUTES).describe('How long it lasts'),
  target: z.string().optional().describe('The instrument that it is in, or the strategy whose signals it takes over'),
  escalate: z.number().min(1).max(1000).default(1).describe('What sizes are multiplied by each time that it comes on again'),
  params: z
    .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
    .default({})
    .describe('Its own parameters'),
})

const schedule = z.strictObject({
  schema: z.literal('bench.chaos/1'),
  seed: z.number().int().min(0).describe('Of whatever its faults still draw'),
  entries: z.array(entry).max(10_000),
})

export type Trigger = z.infer<typeof trigger>
/** An entry in full. Its name stays with it whatever comes of the entries before it, and so does all that it draws. */
export type Entry = z.infer<typeof entry> & { readonly name: string }
/** An entry as it is written: what has a default may be left out. */
export type EntryInput = z.input<typeof entry>
export type Schedule = Omit<z.infer<typeof schedule>, 'entries'> & { readonly entries: readonly Entry[] }

/** A schedule of entries that are written in full or leave out what has a default. */
export function scheduleOf(seed: number, entries: readonly EntryInput[]): Schedule {
  return parseSchedule({ schema: 'bench.chaos/1', seed, entries })
}

/** A schedule from outside. Fails with `BAD_SCHEDULE`, naming the place. */
export function parseSchedule(input: unknown): Schedule {
  const misfit = misfitOf(input, schedule)
  // What no name is wrong in is wrong in its numbers, or in its form.
  const told = misfit?.hint === null ? (outOfRange(input, schedule) ?? misfit) : misfit
  if (told !== null) throw wrong(told.message, told.hint)
  const parsed = schedule.parse(input)
  const entries = parsed.entries.map((one, index) => ({ ...one, name: one.name ?? `${one.fault}-${index + 1}` }))
  const names = entries.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw wrong(`two entries are called ${twice}`)
  return { ...parsed, entries }
}

function wrong(what: string, hint: string | null = null): BenchError {
  return new BenchError('BAD_SCHEDULE', `schedule: ${what}`, hint ?? 'docs/CHAOS.md says what an entry has')
}
