// The suite: which scenarios, worlds and cases are judged, at how many seeds, and how deep; read from `suite.yaml`.

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { BenchError } from '../../std/errors.js'
import { misfitOf } from '../../std/misfit.js'
import { ownOrBundled, ownOrBundledFile } from '../own-or-bundled.js'
import { worldNames } from '../worlds/worlds.js'
import { MOST_SEEDS } from './most-seeds.js'

const someOf = (names: readonly string[]) => z.union([z.literal('all'), z.array(z.enum(names))])
const seeds = z.int().min(0).max(MOST_SEEDS)

const depth = z.strictObject({
  ablation: seeds.default(5).describe('Seeds at which a scenario runs without its control too, from the first on'),
  again: seeds.default(5).describe('Seeds at which a run is made twice'),
  paired: seeds.default(5).describe('Seeds at which a run is held to an invariant of a pair of runs'),
  example: seeds.default(1).describe('Seeds of which the page shows a run'),
  swarm: seeds.default(10).describe('Seeds at which every world of the swarm has its turn; at those after them one has'),
})

const suiteFile = z.strictObject({
  schema: z.literal('bench.chaos-suite/1').default('bench.chaos-suite/1').describe('bench.chaos-suite/1'),
  seeds: z.int().min(1).max(MOST_SEEDS).default(10).describe('Seeds 1 to this one, where --seeds says nothing'),
  scenarios: z
    .union([z.literal('all'), z.array(z.string())])
    .default('all')
    .describe('Scenarios by name, or all: bench chaos list has them'),
  isolated: seeds.default(1).describe('Seeds of scenarios whose strategy runs in a thread of its own, one at a time: they take seconds'),
  negative: someOf(worldNames)
    .default([])
    .describe('Worlds in which nothing goes wrong, and nothing may be stopped, or all but those where breakers are meant to fire'),
  swarm: someOf(worldNames).default([]).describe('Worlds in which schedules that seeds draw are held to the invariants, or all'),
  corpus: z.boolean().default(true).describe('Whether the cases of the corpus are judged'),
  depth: depth.prefault({}).describe('What costs another run, and so is not asked at every seed'),
})

export type Suite = z.infer<typeof suiteFile>

/** The file that is named, else a folder's own `chaos/suite.yaml`, else the package's. Fails with `NO_SUCH_FILE`, or `BAD_CONFIG` and its line. */
export async function loadSuite(cwd: string, file: string | null): Promise<Suite> {
  const path = file ?? ownOrBundledFile('suite', '.yaml', cwd)
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new BenchError('NO_SUCH_FILE', `the suite ${path} cannot be read`, 'check the path', { cause })
  })
  return parseSuite(text, basename(path), [...ownOrBundled('scenarios', '.ts', cwd).keys()])
}

/** `name` is that of the file, for errors; `scenarios` are those that there are, where that is known. */
export function parseSuite(text: string, name: string, scenarios: readonly string[] | null = null): Suite {
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.2', schema: 'core', prettyErrors: false, lineCounter: lines })
  const [broken] = document.errors
  if (broken !== undefined) throw bad(`${name}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`, 'write YAML or JSON')
  const content: unknown = document.toJS() ?? {}
  const misfit = misfitOf(content, scenarios === null ? suiteFile : suiteFile.extend({ scenarios: someOf(scenarios).default('all') }))
  if (misfit === null) return suiteFile.parse(content)
  const { path, message, hint } = misfit
  throw bad(`${placeOf(path, document, lines, name)}: ${message}`, hint ?? hintFor(path))
}

/** `suite.yaml:7`, or the file alone where the place is not in it. */
function placeOf(path: readonly string[], document: Document.Parsed, lines: LineCounter, name: string): string {
  const node = document.getIn(path, true)
  return isNode(node) && node.range ? `${name}:${lines.linePos(node.range[0]).line}` : name
}

function hintFor([key = '', inner = '']: readonly string[]): string {
  const shape: Readonly<Record<string, z.ZodType>> = key === 'depth' && inner !== '' ? depth.shape : suiteFile.shape
  return shape[inner || key]?.description ?? shape[key]?.description ?? 'see docs/CHAOS-SCENARIOS.md'
}

function bad(message: string, hint: string): BenchError {
  return new BenchError('BAD_CONFIG', message, hint)
}
