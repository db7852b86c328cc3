// A scenario as its file gives it, before anything is judged by it: a name that nobody has would be judged as if it were one that never speaks.

import { z } from 'zod'
import { backtestConfigSchema } from '../../engine/config/config.js'
import { transitionCauses } from '../../model/breach.js'
import { heardKinds } from '../../model/heard-event.js'
import { BenchError } from '../../std/errors.js'
import { misfitOf } from '../../std/misfit.js'
import { worldNames } from '../worlds/worlds.js'
import { catchers } from './catcher.js'
import { breakages, type Scenario } from './scenario.js'
import type { Heard, Latched, Noted, Refused } from './sign.js'

const text = z.string().min(1)
const catcher = z.enum(catchers)
const called = z.custom((value) => typeof value === 'function', 'expected a function')

/** A schema for each field of it, and for no other. */
type FieldsOf<Whole> = Readonly<Record<keyof Whole, z.ZodType>>

const sign = z
  .strictObject({
    by: catcher.optional(),
    latch: z.enum(transitionCauses).optional(),
    heard: z.enum(heardKinds).optional(),
    noted: text.optional(),
    of: text.optional(),
    count: text.optional(),
  } satisfies FieldsOf<Refused & Latched & Heard & Noted>)
  .refine(
    ({ by, latch, heard, noted }) => [by, latch, heard, noted].filter((one) => one !== undefined).length === 1,
    'a sign has one of by, latch, heard and noted',
  )

const fields = z.strictObject({
  name: text,
  title: text,
  story: text,
  world: z.enum(worldNames),
  schedule: called,
  caughtBy: z.array(catcher),
  backups: z.array(catcher),
  also: z.array(sign).optional(),
  budget: called,
  without: z.looseObject({}),
  breaks: z.union([z.literal('never off'), z.array(z.enum(breakages))]),
} satisfies FieldsOf<Scenario>)

/** `file` is its name, with its ending. Fails with `BAD_SCENARIO`: the file, the key, and the nearest name. */
export function checkedScenario(value: unknown, file: string): Scenario {
  if (typeof value !== 'object' || value === null) {
    throw new BenchError('BAD_SCENARIO', `${file} has no scenario as its default export`, 'write: export default defineScenario({ … })')
  }
  refuseMisfit(value, fields, `${file}: `)
  const scenario = value as Scenario
  refuseMisfit(scenario.without, backtestConfigSchema, `${file}: without: `)
  const name = file.replace(/\.ts$/, '')
  if (scenario.name === name) return scenario
  const hint = `call it '${name}', or its file ${scenario.name}.ts`
  throw new BenchError('BAD_SCENARIO', `${file} has a scenario that is called '${scenario.name}'`, hint)
}

function refuseMisfit(value: unknown, schema: z.ZodType, where: string): void {
  const misfit = misfitOf(value, schema)
  if (misfit === null) return
  throw new BenchError('BAD_SCENARIO', `${where}${misfit.message}`, misfit.hint ?? 'docs/CHAOS-SCENARIOS.md says what a scenario has')
}
