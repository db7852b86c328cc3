// The chaos suite as the built command shows it: the same verdict in two processes and on one and two threads, what fails and what replays it, and a schedule shrunk.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Outcome, runBench } from './bench-process.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-chaos-suite-'))
  await mkdir(join(folder, 'chaos', 'scenarios'), { recursive: true })
  await writeFile(join(folder, 'chaos', 'scenarios', 'too-strict.ts'), tooStrict)
  await writeFile(join(folder, 'nothing.yaml'), 'scenarios: [loop]\nisolated: 0\ncorpus: false\n')
  await writeFile(join(folder, 'empty.yaml'), 'entries: []\n')
  await writeFile(join(folder, 'no-parameter.yaml'), '- runaway:order=5@2024-03-04T11:00/5m\n')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function chaos(...words: readonly string[]): Promise<Outcome> {
  return runBench(['chaos', ...words], { cwd: folder, timeoutMs: 60_000 })
}

/** A scenario whose budget of damage nothing can hold, among what has nothing to do with it. */
const tooStrict = `
import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'too-strict',
  title: 'A runaway that may cost \\u001b[2J less than nothing',
  story: 'For a gate that fails.',
  world: 'minutes',
  schedule: () => [
    { fault: 'slow-ack', when: { at: '2024-03-04T15:00:00Z' }, minutes: 60 },
    { fault: 'runaway', when: { at: '2024-03-04T16:00:00Z' }, minutes: 10, params: { orders: 20 } },
    { fault: 'slow-ack', when: { at: '2024-03-04T19:00:00Z' }, minutes: 60 },
  ],
  caughtBy: ['DUPLICATE_ORDER'],
  backups: [],
  budget: () => ({ damage: -1e6, detectMinutes: 600, recoverMinutes: 600 }),
  without: {},
  breaks: ['damage'],
})
`

const two = ['--scenario', 'churner', '--scenario', 'ignores-rejects']

test('the same seeds give the same verdict in two processes, on one thread and on two', { timeout: 120_000 }, async () => {
  const [one, again, both] = await Promise.all(
    ['1', '1', '2'].map((workers) => chaos('run', ...two, '--seeds', '3', '--workers', workers, '--json')),
  )
  expect(one).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(one?.stdout ?? '').runs).toHaveLength(6)
  expect(again?.stdout).toBe(one?.stdout)
  expect(both?.stdout).toBe(one?.stdout)
})

test('a gate that fails ends with 3, and says which command replays it on the terminal, in JUnit, in annotations and as a file', async () => {
  const { code, stdout, stderr } = await chaos('run', '--scenario', 'too-strict', '--seeds', '2', '--github', '--out', 'verdict')
  expect(code).toBe(3)
  expect(stderr).toContain('GATE_FAILED: 2 of 2 runs failed a gate')
  expect(stdout).toContain('  bench chaos replay too-strict@1\n')
  expect(stdout).toMatch(/^::error title=too-strict at seed 2::damage: .*%0Abench chaos replay too-strict@2$/m)
  const out = join(folder, 'verdict')
  expect((await readdir(out)).sort()).toEqual(['junit.xml', 'schedules', 'verdict.html', 'verdict.json'])
  expect(await readFile(join(out, 'junit.xml'), 'utf8')).toContain('bench chaos replay too-strict@1')
  expect(JSON.parse(await readFile(join(out, 'verdict.json'), 'utf8'))).toMatchObject({ passed: false, seeds: [1, 2] })
  const kept = await chaos('replay', 'verdict/schedules/too-strict-2.json')
  expect(kept.code).toBe(3)
  expect(kept.stderr).toContain('failed damage')
})

test('a replay tells what happened, and a run that holds ends with 0', async () => {
  const { code, stdout } = await chaos('replay', 'too-strict@1')
  expect(code).toBe(3)
  for (const said of ['slow-ack-1 comes on', 'runaway-2 comes on', 'DUPLICATE_ORDER of runaway-2', 'FAILED']) expect(stdout).toContain(said)
  const swarm = await chaos('replay', 'swarm/minutes@3', '--json')
  expect(swarm).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(swarm.stdout)).toMatchObject({ schema: 'bench.chaos-replay/1', run: { kind: 'swarm', seed: 3 } })
})

test('a run that fails is shrunk to a case that fails alike', async () => {
  const { code, stdout } = await chaos('shrink', 'too-strict@1', '--out', 'small.json', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ gate: 'damage', entries: { before: 3, after: 1 } })
  expect((await chaos('replay', 'small.json')).code).toBe(3)
})

test('a schedule of your own is held to the invariants, in the clock of the exchange', async () => {
  await writeFile(join(folder, 'storm.yaml'), '- reject:share=50%@2024-03-04T10:00/60m\n- runaway@2024-03-04T11:00/5m\n')
  const { code, stdout } = await chaos('run', '--schedule', 'storm.yaml', '--seed', '4', '--json')
  expect(code).toBe(0)
  const [run] = JSON.parse(stdout).runs
  expect(run).toMatchObject({ kind: 'schedule', name: 'storm.yaml', world: 'minutes', seed: 4 })
  expect(run.schedule.entries[0].when).toEqual({ at: '2024-03-04T15:00:00.000Z' })
})

test('a schedule that names no seed is judged at each, and each is replayed by its own', async () => {
  await writeFile(join(folder, 'calm.yaml'), '- slow-ack@2024-03-04T10:00/5m\n')
  const { stdout } = await chaos('run', '--schedule', 'calm.yaml', '--seeds', '2', '--json')
  expect(JSON.parse(stdout).runs.map(({ name, seed }: Record<string, unknown>) => `${name}@${seed}`)).toEqual([
    'calm.yaml@1',
    'calm.yaml@2',
  ])
  expect(JSON.parse((await chaos('replay', 'calm.yaml@2', '--json')).stdout).run.seed).toBe(2)
})

test('a strategy is tested the same on one thread and on two', { timeout: 120_000 }, async () => {
  const test = ['sma-cross', '--data', 'spx-1d', '--from', '2019-09-01', '--param', 'fast=5', '--param', 'slow=20']
  const tested = (workers: string) => chaos('run', '--strategy', ...test, '--json', '--workers', workers)
  const [one, two] = [await tested('1'), await tested('2')]
  const { runs } = JSON.parse(one.stdout)
  expect(runs.find(({ name }: { name: string }) => name === 'normal')).toMatchObject({
    kind: 'tester',
    tested: test,
  })
  expect(two.stdout).toBe(one.stdout)
})

test('a strategy is tested under the config of its backtests, its data and breakers among it', async () => {
  await writeFile(
    join(folder, 'mine.yaml'),
    'data: spx-1d\nfrom: 2019-09-01\ncash: 200000\nbreakers: { drawdown: { at: 0.08 } }\nparams: { fast: 5, slow: 20 }\n',
  )
  const { stdout } = await chaos(
    'run',
    '--strategy',
    'sma-cross',
    '--config',
    'mine.yaml',
    '--condition',
    'normal',
    '--seeds',
    '2',
    '--json',
  )
  const { runs } = JSON.parse(stdout)
  expect(runs).toMatchObject([{ damageBudget: 16_000, tested: ['sma-cross', '--config', 'mine.yaml'] }, { damageBudget: 16_000 }])
  // Bars of one's own are the same at each seed.
  expect(runs[0].hash).toBe(runs[1].hash)
})

test('a strategy brings its own config along, as in a backtest, and a note says so', async () => {
  await mkdir(join(folder, 'configs'), { recursive: true })
  const own = `import { defineStrategy, enterLong, exit, z } from 'trading-bench'
const onBar = ({ bar }, _, { every }) => (bar.index % every === 0 ? enterLong() : bar.index % every === 9 ? exit('time is up') : undefined)
export default defineStrategy({ name: 'brings', params: z.object({ every: z.int().default(1) }), onBar })
`
  await writeFile(join(folder, 'brings.js'), own)
  const config = 'data: spx-1d\nfrom: 2019-09-01\ncash: 200000\nbreakers: { drawdown: { at: 0.08 } }\nparams: { every: 20 }\n'
  await writeFile(join(folder, 'configs', 'brings.yaml'), config)
  const tested = (...words: string[]) => chaos('run', '--strategy', 'brings.js', ...words, '--condition', 'normal', '--json')
  const { stdout, stderr } = await tested()
  const [run] = JSON.parse(stdout).runs
  expect(run).toMatchObject({ damageBudget: 16_000, tested: ['brings.js'] })
  expect(run.example.chaos.time[0]).toBeGreaterThan(Date.UTC(2019, 8, 1))
  expect(stderr).toContain('configs/brings.yaml, where nothing else was given:')
  const other = await tested('--data', 'synthetic:1:1d:from=2020-01-02:to=2022-12-30:volatility=0.1:seed=1', '--param', 'every=30')
  expect(JSON.parse(other.stdout).runs[0]).toMatchObject({ damageBudget: 16_000 })
  expect(other.stderr).toMatch(/was given: cash, breakers\.$/m)
})

test('a case that fails by the gates of a scenario is kept with it', async () => {
  await mkdir(join(folder, 'chaos', 'corpus'), { recursive: true })
  await chaos('shrink', 'too-strict@1', '--out', join('chaos', 'corpus', 'kept.json'))
  await writeFile(join(folder, 'corpus.yaml'), 'scenarios: []\n')
  expect((await chaos('run', '--suite', 'corpus.yaml', '--out', 'again')).code).toBe(3)
  const kept = JSON.parse(await readFile(join(folder, 'again', 'schedules', 'corpus-kept-1.json'), 'utf8'))
  expect(kept).toMatchObject({ schema: 'bench.chaos-case/1', scenario: 'too-strict' })
  await rm(join(folder, 'chaos', 'corpus'), { recursive: true })
})

test('a swarm draws, and judges no case of the corpus', async () => {
  const cwd = join(folder, 'swarm')
  await mkdir(join(cwd, 'chaos', 'corpus'), { recursive: true })
  await writeFile(join(cwd, 'chaos', 'corpus', 'unreadable.json'), '{}')
  const swarm = (...words: readonly string[]) => runBench(['chaos', 'swarm', '--world', 'minutes', ...words], { cwd, timeoutMs: 60_000 })
  const [one, three] = await Promise.all([swarm('--seeds', '1'), swarm('--seeds', '3', '--json')])
  expect(one).toMatchObject({ code: 0, stdout: '1 schedule, and every invariant held\n' })
  expect(JSON.parse(three.stdout)).toMatchObject({ count: 3, broken: 0 })
})

test('a suite of your own says what runs', async () => {
  await writeFile(join(folder, 'suite.yaml'), 'seeds: 2\nscenarios: [churner]\nnegative: [days]\nswarm: [minutes]\n')
  const { code, stdout } = await chaos('run', '--suite', 'suite.yaml', '--json')
  expect(code).toBe(0)
  const names = JSON.parse(stdout).runs.map(({ kind, name, seed }: Record<string, unknown>) => `${kind} ${name} ${seed}`)
  expect(names).toEqual(expect.arrayContaining(['scenario churner 1', 'scenario churner 2', 'negative control days 2', 'swarm minutes 1']))
})

test('a scenario that ends the process ends it with 3, and not as if all were well', async () => {
  const cwd = join(folder, 'ending')
  await mkdir(join(cwd, 'chaos', 'scenarios'), { recursive: true })
  const ending = tooStrict.replace('too-strict', 'ends-it').replace('() => [', '() => process.exit(0) ?? [')
  await writeFile(join(cwd, 'chaos', 'scenarios', 'ends-it.ts'), ending)
  for (const workers of ['1', '2']) {
    const { code, stderr } = await runBench(['chaos', 'run', '--scenario', 'ends-it', '--seeds', '2', '--workers', workers], { cwd })
    expect(stderr).toContain('PROCESS_ENDED: ')
    expect(code).toBe(3)
  }
})

test('a pipe that is closed early hides no gate that failed', async () => {
  const { code } = await runBench(['chaos', 'run', '--scenario', 'too-strict', '--seeds', '1'], { cwd: folder, isDeaf: true })
  expect(code).toBe(3)
  expect((await runBench(['chaos', 'list'], { cwd: folder, isDeaf: true })).code).toBe(0)
})

test('a strategy whose file never ends is refused', { timeout: 60_000 }, async () => {
  await writeFile(join(folder, 'endless.ts'), 'for (;;);\n')
  const { code, stderr } = await chaos('run', '--strategy', 'endless.ts')
  expect([code, stderr]).toEqual([2, expect.stringContaining('BAD_STRATEGY: endless.ts was not loaded after 10 s')])
})

test('a verdict is printed and fails though it cannot be written, and what cannot be written is told', async () => {
  const { code, stdout, stderr } = await chaos('run', '--scenario', 'too-strict', '--seed', '1', '--junit', '/dev/full')
  expect(code).toBe(3)
  expect(stdout).toContain('verdict ')
  expect(stderr).toContain('GATE_FAILED: 1 of 1 runs failed a gate')
  expect(stderr).toContain('--junit: /dev/full cannot be written')
})

test.each([
  ['loops', 'for (;;);', 'it took longer than'],
  ['leaks', 'for (;;) kept.push(new Float64Array(1e6).fill(1))', 'it took more than 1024 MB'],
  ['ends its process', 'process.exit(0)', 'it ended its process with 0'],
  ['returns junk', 'return 42 as never', 'returned 42, which is no signal'],
])(
  'a strategy that %s fails the condition that it was to run to its end',
  async (_, does, says) => {
    const strategy = `import { defineStrategy, z } from 'trading-bench'
const kept: Float64Array[] = []
export default defineStrategy({ name: 'bad', params: z.object({}), onBar() { ${does} } })
`
    const file = `bad-${does.length}.ts`
    await writeFile(join(folder, file), strategy)
    const { code, stdout } = await runBench(['chaos', 'run', '--strategy', file], { cwd: folder, timeoutMs: 60_000 })
    expect(stdout.replaceAll(/\n +/g, ' ')).toContain(says)
    expect(stdout).toContain('normal at seed 1: ran to its end: STRATEGY_')
    expect(code).toBe(3)
  },
  70_000,
)

test.each([
  [
    'lets a promise be rejected',
    "Promise.reject(new Error('too late'))",
    'a promise that nobody waits for was rejected: too late (loose.ts:6:',
  ],
  ['throws in a timer', "setTimeout(() => { throw new Error('too late') })", 'it threw outside of its handlers: too late (loose.ts:6:'],
])('a strategy that %s at each bar fails the very condition in which it does', async (_, does, says) => {
  await writeFile(join(folder, 'loose.ts'), strategyThat(does))
  const { code, stdout } = await chaos(...looseRun, '--condition', 'stressed-gaps', '--condition', 'stressed-spreads')
  expect(code).toBe(3)
  const { runs } = JSON.parse(stdout) as { runs: { name: string; gates: unknown }[] }
  const gates = [expect.objectContaining({ name: 'ran to its end', passed: false, says: expect.stringContaining(says) })]
  expect(runs).toMatchObject(['stressed-gaps', 'stressed-spreads'].map((name) => ({ name, gates })))
})

test('a strategy that talks to a parent process says nothing to the tester', async () => {
  await writeFile(join(folder, 'loose.ts'), strategyThat("process.send?.('ready')"))
  const { code, stdout, stderr } = await chaos(...looseRun, '--condition', 'normal')
  expect([code, stderr, JSON.parse(stdout).runs[0].gates.length]).toEqual([0, '', 5])
})

test('a strategy that sets the exit code as the process ends hides no gate that failed', async () => {
  const sets = "process.on('exit', () => { process.exitCode = 0 })"
  await writeFile(join(folder, 'loose.ts'), `${sets}\n${strategyThat("if (position.isLong) throw new Error('no')")}`)
  const { code, stderr } = await chaos(...looseRun, '--condition', 'normal')
  expect([code, stderr]).toEqual([3, expect.stringContaining('GATE_FAILED')])
})

test('what files of strategies and scenarios print as they are loaded stands beside the JSON', async () => {
  const cwd = join(folder, 'printing')
  const prints = "console.log('loaded'); process.stdout.write('now\\n')"
  await mkdir(join(cwd, 'chaos', 'scenarios'), { recursive: true })
  await writeFile(join(cwd, 'loose.ts'), `${prints}\n${strategyThat('')}`)
  await writeFile(join(cwd, 'chaos', 'scenarios', 'prints.ts'), `${prints}\n${tooStrict.replace('too-strict', 'prints')}`)
  const asked = [
    [...looseRun, '--condition', 'normal'],
    ['run', '--scenario', 'prints', '--seeds', '2', '--workers', '2', '--json'],
    ['replay', 'prints@1', '--json'],
    ['list', '--json'],
  ]
  for (const words of asked) {
    const { stdout, stderr } = await runBench(['chaos', ...words], { cwd, timeoutMs: 60_000 })
    expect(JSON.parse(stdout)).toHaveProperty('schema')
    expect(stderr).toContain('loaded\nnow\n')
  }
}, 60_000)

const looseRun = ['run', '--strategy', 'loose.ts', '--workers', '1', '--json'] as const

/** Healthy, but for what it does at each bar, in its sixth line. */
function strategyThat(does: string): string {
  return `import { defineStrategy, enterLong, exit, z } from 'trading-bench'
export default defineStrategy({
  name: 'loose',
  params: z.object({}),
  onBar({ bar, position }) {
    ${does}
    if (bar.index % 40 === 0) return enterLong()
    return position.isLong && bar.index % 40 === 20 ? exit('done') : undefined
  },
})
`
}

test('the list has faults with their parameters, scenarios of both folders, worlds and cases', async () => {
  const { stdout, code } = await chaos('list', '--json')
  expect(code).toBe(0)
  const { faults, scenarios, worlds, corpus } = JSON.parse(stdout)
  const runaway = faults.find(({ name }: { name: string }) => name === 'runaway')
  expect(runaway).toMatchObject({ plane: 'strategy', params: expect.arrayContaining([expect.objectContaining({ name: 'orders' })]) })
  expect(scenarios.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['infinium-2010', 'too-strict']))
  expect(scenarios).toContainEqual(expect.objectContaining({ name: 'too-strict', story: 'For a gate that fails.' }))
  expect([worlds.length, corpus.length]).not.toContain(0)
  expect((await chaos('list')).stdout).toContain('may cost \ufffd[2J less')
})

test.each([
  [['run', '--scenario', 'infinium-2011'], 2, 'hint: did you mean `infinium-2010`?'],
  [['replay', 'chuner@3'], 2, 'hint: did you mean `churner`?'],
  [['run', '--strategy', 'sma-cross', '--scenario', 'nonsense'], 2, 'USAGE: --scenario says nothing of a strategy that is tested'],
  [['run', '--strategy', 'sma-cross', '--world', 'days'], 2, 'USAGE: --world says nothing'],
  [['run', '--strategy', 'sma-cross', '--condition', 'norml'], 2, 'hint: did you mean `normal`?'],
  [['run', '--strategy', 'sma-cross', '--config', 'none.yaml'], 4, 'none.yaml'],
  [['run', '--config', 'mine.yaml'], 2, 'USAGE: --config is of a strategy that is tested'],
  [['run', '--condition', 'normal'], 2, 'USAGE: --condition is of a strategy that is tested'],
  [['run', '--world', 'days'], 2, 'USAGE: --world is of a schedule in a file, and none was given'],
  [
    ['run', '--schedule', 'no-parameter.yaml', '--seeds', '3'],
    2,
    "BAD_SCHEDULE: no-parameter.yaml: entry 1: runaway has no parameter 'order'",
  ],
  [['replay', 'no-parameter.yaml'], 2, 'hint: did you mean `orders`?'],
  [['replay', 'swarm/minuets@3'], 2, 'hint: did you mean `minutes`?'],
  [['replay', 'corpus/nothing'], 2, 'hint: bench chaos list has them'],
  [['replay', 'swarm/minutes@x'], 2, "USAGE: 'swarm/minutes@x' names no run"],
  [['replay', 'nothing-like-it@3'], 2, 'hint: bench chaos list has them'],
  [['run', '--seeds', '100001'], 2, "'100001' is too many"],
  [['run', '--seed', '-1'], 2, "'-1' is not a count"],
  [['run', '--suite', 'nothing.yaml'], 2, 'USAGE: nothing was chosen'],
  [['run', '--schedule', 'empty.yaml'], 2, 'BAD_SCHEDULE: the schedule has no entries'],
  [['run', '--scenario', 'churner', '--junit', 'chaos'], 2, 'USAGE: --junit chaos is a folder'],
  [['run', '--scenario', 'churner', '--out', 'nothing.yaml'], 2, 'USAGE: --out nothing.yaml is a file'],
  [['run', '--scenario', 'churner', '--out', ''], 2, 'USAGE: --out is given nothing'],
  [['shrink', 'churner@1'], 2, 'NOTHING_TO_SHRINK: churner at seed 1 passes every gate'],
  [['run', '--seed', '1', '--seeds', '2'], 2, 'hint: say one of them'],
  [['run', '--suite', 'nowhere.yaml'], 4, 'NO_SUCH_FILE: the suite nowhere.yaml'],
  [['run', '--schedule', 'nowhere.yaml'], 4, 'NO_SUCH_FILE: the schedule nowhere.yaml'],
])('%j is refused', async (words, code, message) => {
  const outcome = await chaos(...words)
  expect(outcome.stderr).toContain(message)
  expect(outcome.code).toBe(code)
})
