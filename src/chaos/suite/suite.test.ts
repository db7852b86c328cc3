import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSuite, parseSuite } from './suite.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suite-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('the suite of the package asks for every scenario, worlds without a fault, swarms and the corpus', async () => {
  const suite = await loadSuite(folder, null)
  expect(suite).toMatchObject({ scenarios: 'all', corpus: true })
  expect([suite.negative.length, suite.swarm.length]).not.toContain(0)
})

test('what is named comes first, then the suite of the folder, and what a suite leaves out has its usual value', async () => {
  const [named, own] = [join(folder, 'named.yaml'), join(folder, 'chaos', 'suite.yaml')]
  await mkdir(join(folder, 'chaos'))
  await writeFile(named, 'seeds: 2\n')
  await writeFile(own, 'seeds: 3\ndepth: { again: 1 }\n')
  expect((await loadSuite(folder, named)).seeds).toBe(2)
  expect(await loadSuite(folder, null)).toMatchObject({ seeds: 3, depth: { ablation: 5, again: 1, example: 1 } })
  await rm(own)
})

test.each([
  ['# a suite\nsedes: 3\n', "s.yaml:2: 'sedes' is not a key", 'did you mean `seeds`?'],
  ['seeds: 3\ndepth:\n  agian: 3\n', "s.yaml:3: 'depth.agian' is not a key", 'did you mean `again`?'],
  ['seeds: 3\ndepth:\n  again: -1\n', 's.yaml:3: depth.again: ', 'Seeds at which a run is made twice'],
  ['\nseeds: many\n', 's.yaml:2: seeds: ', 'Seeds 1 to this one, where --seeds says nothing'],
  ['swarm: [days,\n  minuets]\n', "s.yaml:2: swarm.1: 'minuets' may not stand there", 'did you mean `minutes`?'],
  ['negative: [dyas]\n', "s.yaml:1: negative.0: 'dyas' may not stand there", 'did you mean `days`?'],
  ['scenarios: [mine, mien]\n', "s.yaml:1: scenarios.1: 'mien' may not stand there", 'did you mean `mine`?'],
  ['scenarios: some\n', 's.yaml:1: scenarios: ', 'Scenarios by name, or all: bench chaos list has them'],
  ['- seeds\n', 's.yaml:1: ', 'see docs/CHAOS-SCENARIOS.md'],
  ['seeds: [\n', 's.yaml:2: ', 'write YAML or JSON'],
])('%j is refused with its place and a hint', (text, message, hint) => {
  expect(() => parseSuite(text, 's.yaml', ['mine', 'churner'])).toThrow(
    expect.objectContaining({ code: 'BAD_CONFIG', message: expect.stringContaining(message), hint }),
  )
})

test('a suite that is not there is refused by its path', async () => {
  await expect(loadSuite(folder, 'nowhere.yaml')).rejects.toMatchObject({ code: 'NO_SUCH_FILE' })
})
