import { expect, test } from 'vitest'
import { failedRun, failedVerdict, judgedRun, passedVerdict } from '../../../tests/fixtures/verdict.js'
import type { JudgedRun } from '../verdict/verdict.js'
import { verdictOf } from '../verdict/verdict-of.js'
import { verdictText } from './verdict-text.js'

test('a row a scenario: who caught it first, the worst times and damage, and what it would have cost', () => {
  const [head, first, second, ...rest] = verdictText(passedVerdict()).split('\n')
  expect(head).toBe('scenario                seeds  caught first by     detect  damage / budget  ablation  failed')
  expect(first).toBe('infinium-2010               4  DUPLICATE_ORDER +1   4 min        160 / 500     9,003       0')
  expect(second).toBe('knight-capital-2012         4  DUPLICATE_ORDER +1   4 min          5 / 500     9,003       0')
  expect(rest.slice(0, 2)).toEqual([
    'negative control: calm      4  –                        –                –         –       0',
    'swarm: week                 4  –                        –                –         –       0',
  ])
})

test('where the ablation cost nothing to speak of, what it broke stands in the row', () => {
  const rowOf = (unguardedBroke: JudgedRun['unguardedBroke']) =>
    verdictText(verdictOf([judgedRun({ unguardedDamage: 0, unguardedBroke })])).split('\n')[1]
  expect(rowOf(['I16'])).toMatch(/ 40 \/ 500 +I16 +0$/)
  expect(rowOf(['I16', 'run'])).toMatch(/ I16 \+1 +0$/)
  expect(rowOf(['damage', 'I16'])).toMatch(/ 40 \/ 500 +0 +0$/)
})

test('what passed says how sure that makes, and its hash comes last', () => {
  const verdict = passedVerdict()
  expect(verdictText(verdict).split('\n').slice(-3)).toEqual([
    'Passed: every gate of 16 runs of 2 scenarios, 1 swarm and 1 negative control at 4 seeds.',
    'How often each fails is not said by 4 seeds: --seeds 10 bounds it.',
    `verdict ${verdict.verdictHash}`,
  ])
})

test('every failure has the command that replays it, as a shell takes it', () => {
  const text = verdictText(failedVerdict())
  expect(text).toContain('infinium-2010 at seed 9: damage: 900.00, at most 500.00\n  bench chaos replay infinium-2010@9\n')
  expect(text).toContain("  bench chaos replay 'it’s <b>bold</b>@2'\n")
  expect(text).toContain('  bench chaos replay corpus/late-fill\n')
  expect(text).toContain('never hit: DRAWDOWN has to catch it’s <b>bold</b> first at some seed')
  expect(text).toContain('\nFailed: infinium-2010 at seed 9, damage: 900.00, at most 500.00.\n')
})

test.each([
  [{ kind: 'swarm' }, 'bench chaos replay swarm/week@7'],
  [{ kind: 'negative control' }, 'bench chaos replay negative/week@7'],
  [{ kind: 'schedule', name: 'found.json' }, 'bench chaos replay found.json@7 --world minutes'],
  [
    { kind: 'tester', name: 'stressed-gaps', tested: ['my strategy.ts'] },
    "bench chaos run --strategy 'my strategy.ts' --condition stressed-gaps --seed 7",
  ],
] as const)('%o is replayed by: %s', (run, command) => {
  expect(verdictText(verdictOf([failedRun({ name: 'week', seed: 7, ...run })]))).toContain(`  ${command}\n`)
})

test('a condition of which nothing came at any seed is told beside, and fails nothing', () => {
  const tested = { kind: 'tester', tested: ['mine.ts'] } as const
  const at = (name: string, seed: number, cameToNothing: boolean) =>
    judgedRun({ ...tested, name, seed, ...(cameToNothing ? { cameToNothing } : {}) })
  const runs = [at('chaos-bust', 1, true), at('chaos-bust', 2, true), at('chaos-reject', 1, true), at('chaos-reject', 2, false)]
  const text = verdictText(verdictOf(runs)).replaceAll('\n  ', ' ')
  expect(text).toContain('Nothing came of chaos-bust: the strategy did nothing while they were on that they could spoil.')
  expect(text).toContain('Passed: every gate of 4 runs')
  expect(verdictText(verdictOf([at('chaos-reject', 2, false)]))).not.toContain('Nothing came')
})

test('conditions of which nothing came are no pass where there are no others', () => {
  const bare = { kind: 'tester', tested: ['mine.ts'], cameToNothing: true } as const
  const verdict = verdictOf([1, 2].flatMap((seed) => ['chaos-bust', 'chaos-reject'].map((name) => judgedRun({ ...bare, name, seed }))))
  expect(verdict.passed).toBe(false)
  expect(verdictText(verdict).replaceAll('\n  ', ' ')).toContain(
    '\nFailed: nothing came of chaos-bust and chaos-reject.\nNo run of 4 runs of 2 conditions at 2 seeds failed, but the strategy did nothing while they were on',
  )
})

test('no line is wider than 120 characters, and no control character reaches the terminal', () => {
  const says = `${'word '.repeat(80)}${'x'.repeat(300)}\u001b[31m red\n next\u0000`
  const lines = verdictText(verdictOf([judgedRun(), failedRun({ name: 'n'.repeat(80) }, says)])).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBe(120)
  expect(lines.join('').match(/\p{Cc}/u)).toBeNull()
  expect(lines.join('')).toContain('red next')
})

test('of very many failures the first are told, and how many more there are', () => {
  const text = verdictText(verdictOf(Array.from({ length: 23 }, (_, seed) => failedRun({ seed }, `${900 + seed}.00, at most 500.00`))))
  expect(text.match(/bench chaos replay/g)).toHaveLength(20)
  expect(text).toContain('and 3 failures more')
})

test('runs that failed alike are told once, with their seeds and one command', () => {
  const seeds = [1, 2, 3, 7]
  const alike = seeds.map((seed) => failedRun({ seed, kind: 'schedule', name: 'storm.yaml' }, 'the run is the same without it'))
  const other = failedRun({ seed: 4, kind: 'schedule', name: 'storm.yaml' }, 'another')
  const lines = verdictText(verdictOf([...alike, other])).split('\n')
  expect(lines.filter((line) => /^storm.yaml at|bench chaos replay/.test(line))).toEqual([
    'storm.yaml at seeds 1–3, 7: damage: the run is the same without it',
    '  bench chaos replay storm.yaml@1 --world minutes',
    'storm.yaml at seed 4: damage: another',
    '  bench chaos replay storm.yaml@4 --world minutes',
  ])
  expect(lines).toContain('Failed: storm.yaml at seeds 1–3, 7, damage: the run is the same without it.')
  expect(lines).toContain('5 of 5 runs of 1 schedule at 5 seeds failed.')
})

test('the sentence says at how many seeds, and counts those of the corpus for itself', () => {
  const cases = [67, 12_345].map((seed) => judgedRun({ seed, kind: 'corpus', name: `case-${seed}`, named: [] }))
  const drawn = [1, 2].map((seed) => judgedRun({ seed, named: [] }))
  expect(verdictText(verdictOf([...cases, ...drawn]))).toContain(
    'Passed: every gate of 4 runs of 1 scenario at 2 seeds, and 2 cases of the corpus.\n',
  )
  expect(verdictText(verdictOf(cases))).toContain('Passed: every gate of 2 runs of 2 cases of the corpus.\n')
})

test('a required control that was never first fails a verdict whose runs all passed', () => {
  const verdict = verdictOf([1, 3].map((seed) => judgedRun({ seed, named: ['DUPLICATE_ORDER', 'DRAWDOWN'] })))
  expect(verdictText(verdict)).toContain('Failed: DRAWDOWN never caught infinium-2010 first.\n')
})

test('a verdict over nothing does not say that it passed', () => {
  expect(verdictText(verdictOf([]))).toContain('Nothing was judged.')
})

test('a name cannot move the cursor, nor begin a line of its own', () => {
  const text = verdictText(verdictOf([{ ...failedRun({ name: 'a\n::error::\u001b[2Jb', seed: 1 }, 'x'), named: [] }]))
  expect(text).not.toMatch(/(?!\n)\p{Cc}|^::error/mu)
})
