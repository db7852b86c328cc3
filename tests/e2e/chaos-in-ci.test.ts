// The workflow that users copy: well-formed, and every step that calls `bench` does what docs/CHAOS-IN-CI.md says, in a project of a user's.

import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Outcome } from './bench-process.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bench = join(root, 'dist/cli/bench.js')

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly with?: Readonly<Record<string, string | number>>
}

interface Job {
  readonly 'timeout-minutes': number
  readonly env: Readonly<Record<string, number>>
  readonly steps: readonly Step[]
}

const text = await readFile(join(root, 'examples/ci/chaos.yml'), 'utf8')
const workflow: { readonly jobs: { readonly chaos: Job }; readonly permissions: unknown } = parse(text)
const { chaos } = workflow.jobs
const calling = chaos.steps.filter(({ run }) => run?.includes('bench '))

let project: string

/** A project as a user has it: two strategies, one of them bad, and a suite of one scenario. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'chaos-in-ci-'))
  for (const folder of ['strategies', 'chaos', 'node_modules/.bin']) await mkdir(join(project, folder), { recursive: true })
  await writeFile(join(project, 'package.json'), '{ "name": "mine", "private": true, "type": "module" }\n')
  await chmod(bench, 0o755)
  await symlink(bench, join(project, 'node_modules/.bin/bench'))
  await writeFile(join(project, 'chaos/suite.yaml'), 'scenarios: [infinium-2010]\ncorpus: false\n')
  await writeFile(join(project, 'strategies/dip.ts'), healthy)
  await writeFile(join(project, 'strategies/doubler.ts'), doubling)
})

afterAll(() => rm(project, { recursive: true, force: true }))

test('it pins its actions, ends in time, has no secrets and may write nothing', () => {
  const actions = chaos.steps.flatMap(({ uses }) => uses ?? [])
  expect(actions.every((action) => /^actions\/[\w-]+@v\d+$/.test(action))).toBe(true)
  expect(chaos['timeout-minutes']).toBeLessThanOrEqual(60)
  expect(chaos.steps.find(({ uses }) => uses?.includes('setup-node'))?.with).toMatchObject({ 'node-version': 20 })
  expect(chaos.steps.map(({ run }) => run)).toContain('npm ci')
  expect(text).not.toContain('secrets')
  expect(workflow.permissions).toEqual({ contents: 'read' })
  expect(chaos.steps.at(-1)).toMatchObject({ if: expect.stringContaining('!cancelled()'), with: { path: 'verdict' } })
})

test('the suite passes and leaves its verdict', async () => {
  const { code, stderr } = await inShell(stepCalled('The suite'))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect((await readdir(join(project, 'verdict/suite'))).sort()).toEqual(['junit.xml', 'verdict.html', 'verdict.json'])
}, 120_000)

test('a strategy that doubles after each loss fails with an annotation, and the healthy one beside it is tested all the same', async () => {
  const { code, stdout } = await inShell(stepCalled('Each strategy'))
  expect(code).toBe(1)
  expect(stdout).toMatch(/^::error title=normal at seed 1::negative control: said no: MAX_ORDER_VALUE/m)
  expect(stdout).toContain('bench chaos run --strategy strategies/doubler.ts --condition normal --seed 1')
  const verdicts = await Promise.all(['dip', 'doubler'].map((name) => readFile(join(project, `verdict/${name}/verdict.json`), 'utf8')))
  expect(verdicts.map((one) => JSON.parse(one).passed)).toEqual([true, false])
}, 240_000)

test('what is no strategy is not tested, one can be left out, and none at all is an error', async () => {
  const script = stepCalled('Each strategy').replaceAll('npx --no-install bench chaos run', 'echo tested')
  const cwd = await mkdtemp(join(tmpdir(), 'strategies-in-ci-'))
  await mkdir(join(cwd, 'strategies'))
  const none = await inShell(script, { cwd })
  expect(none).toMatchObject({ code: 1, stdout: expect.stringContaining('::error title=no strategy::') })
  for (const file of ['dip.ts', 'plain.js', 'wip.ts', 'dip.test.ts']) await writeFile(join(cwd, 'strategies', file), healthy)
  await writeFile(join(cwd, 'strategies', 'helper.ts'), 'export const half = 0.5\n')
  const { code, stdout } = await inShell(script, { cwd, env: { LEAVE_OUT: 'wip other' } })
  expect(code).toBe(0)
  expect([...stdout.matchAll(/--strategy (\S+)/g)].map(([, file]) => file)).toEqual(['strategies/dip.ts', 'strategies/plain.js'])
  await rm(cwd, { recursive: true })
})

test('every command that the page shows in its table is one of the workflow', async () => {
  const page = await readFile(join(root, 'docs/CHAOS-IN-CI.md'), 'utf8')
  const shown = [...page.matchAll(/^\| [^|]+ \| `(bench [^`]+)` \|/gm)].map(([, command = '']) => command)
  const asShown = (script: string) =>
    script
      .replaceAll('npx --no-install ', '')
      .replaceAll('"$SUITE_SEEDS"', String(chaos.env.SUITE_SEEDS))
      .replaceAll('"$STRATEGY_SEEDS"', String(chaos.env.STRATEGY_SEEDS))
      .replaceAll('"$file"', 'strategies/NAME.ts')
      .replaceAll('"verdict/$name"', 'verdict/NAME')
  expect(shown.length).toBe(calling.length)
  for (const [index, command] of shown.entries()) expect(asShown(calling[index]?.run ?? '')).toContain(command)
})

function stepCalled(name: string): string {
  return calling.find((step) => step.name === name)?.run ?? ''
}

/** As the runner starts a step, with one seed in the place of many. */
function inShell(script: string, { cwd = project, env: more = {} }: { cwd?: string; env?: Record<string, string> } = {}): Promise<Outcome> {
  const env = { ...process.env, SUITE_SEEDS: '1', STRATEGY_SEEDS: '1', npm_config_loglevel: 'error', ...more }
  const child = spawn('bash', ['-e', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const healthy = `import { defineStrategy, enterLong, exit, rsi, z } from 'trading-bench'

export default defineStrategy({
  name: 'dip',
  params: z.object({ low: z.number().default(30) }),
  indicators: () => ({ strength: rsi(14) }),
  onBar({ position }, { strength }, { low }) {
    if (position.isFlat && strength.now < low) return enterLong({ protect: { stop: { fraction: 0.02 } } })
    return position.isLong && strength.now > 60 ? exit('recovered') : undefined
  },
})
`

const doubling = `import { defineStrategy, enterLong, exit, z } from 'trading-bench'

export default defineStrategy({
  name: 'doubler',
  params: z.object({}),
  memory: () => ({ lots: 20, price: 0 }),
  onBar({ bar, instrument, position, memory }) {
    if (instrument.id !== 'SYN01') return undefined
    if (position.isFlat && bar.index % 40 === 0) {
      memory.price = bar.close
      return enterLong({ size: { lots: memory.lots } })
    }
    if (!position.isLong || bar.index % 40 !== 30) return undefined
    memory.lots = bar.close < memory.price ? 2 * memory.lots : 20
    return exit('one more')
  },
})
`
