// `bench chaos list`: faults by plane with what they take, scenarios, worlds, and the cases of the corpus.

import { z } from 'zod'
import { faultCatalog } from '../../chaos/faults/catalog.js'
import type { Fault } from '../../chaos/faults/fault.js'
import { loadMisbehavingStrategies } from '../../chaos/load-strategies.js'
import { loadScenarios } from '../../chaos/scenario/load-scenarios.js'
import { isIsolated } from '../../chaos/scenario/scenario-schedule.js'
import { loadCorpus } from '../../chaos/schedule/corpus.js'
import type { MisbehavingStrategies } from '../../chaos/trial/bound-entry.js'
import { worldNames, worldSays } from '../../chaos/worlds/worlds.js'
import { inOneLine } from '../../std/printable.js'
import { table } from '../terminal/table.js'
import { answer } from './answer.js'
import type { ChaosListOptions } from './options.js'

export async function listChaos({ json }: ChaosListOptions): Promise<void> {
  const cwd = process.cwd()
  const [misbehaving, scenarios, corpus] = await Promise.all([
    loadMisbehavingStrategies(new Set(faultCatalog.keys()), cwd),
    loadScenarios([], cwd),
    loadCorpus(cwd),
  ])
  const faults = [...faultCatalog.values()].map((fault) => ({
    name: fault.name,
    plane: fault.plane,
    says: fault.says,
    params: paramsOf(fault, misbehaving),
  }))
  const listed = {
    faults,
    scenarios: scenarios.map((one) => {
      const { name, title, story, world, caughtBy } = one
      return { name, title, story, world, caughtBy, isolated: isIsolated(one) }
    }),
    worlds: worldNames.map((name) => ({ name, says: worldSays(name) })),
    corpus: corpus.map(({ name, world, broke }) => ({ name, world, broke })),
  }
  answer(json ? `${JSON.stringify({ schema: 'bench.chaos-list/1', ...listed })}\n` : text(listed))
}

interface Listed {
  readonly faults: readonly { readonly name: string; readonly plane: string; readonly says: string; readonly params: readonly Param[] }[]
  readonly scenarios: readonly {
    readonly name: string
    readonly title: string
    readonly world: string
    readonly caughtBy: readonly string[]
  }[]
  readonly worlds: readonly { readonly name: string; readonly says: string }[]
  readonly corpus: readonly { readonly name: string; readonly world: string; readonly broke: string }[]
}

/** As JSON Schema says of it. */
interface Param {
  readonly name: string
  readonly type: string
  readonly default: unknown
}

/** A strategy's are those of its file. */
function paramsOf(fault: Fault<unknown>, misbehaving: MisbehavingStrategies): readonly Param[] {
  const schema = fault.plane === 'strategy' ? misbehaving.get(fault.name)?.strategy.params : fault.params
  const { properties = {} } = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, property]) => {
    const { type, enum: words, default: usual = null } = property as z.core.JSONSchema.JSONSchema
    return { name, type: words === undefined ? String(type) : words.join('|'), default: usual }
  })
}

function text({ faults, scenarios, worlds, corpus }: Listed): string {
  const planes = [...new Set(faults.map(({ plane }) => plane))]
  const sections = [
    ...planes.map((plane) => {
      const rows = faults
        .filter((fault) => fault.plane === plane)
        .map(({ name, says, params }) => [name, says, params.map(paramText).join(',')])
      return table([`faults: ${plane}`, 'what goes wrong', 'parameters'], rows)
    }),
    table(
      ['scenario', 'title', 'caught first by', 'world'],
      scenarios.map(({ name, title, caughtBy, world }) => [name, title, caughtBy.join(' or ') || 'nobody has to', world].map(inOneLine)),
    ),
    table(
      ['world', 'what it is like'],
      worlds.map(({ name, says }) => [name, says]),
    ),
    table(
      ['case', 'world', 'what it broke'],
      corpus.map(({ name, world, broke }) => [name, world, broke].map(inOneLine)),
    ),
  ]
  return `${sections.join('\n\n')}\n`
}

/** `orders=100`; `side=long|short` where there is no default. */
function paramText({ name, type, default: usual }: Param): string {
  return `${name}=${usual === null ? type : String(usual)}`
}
