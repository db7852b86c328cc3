import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { caseName } from './verdict-files.js'

const page = new URL('../../../docs/CHAOS-SCENARIOS.md', import.meta.url)

test.each([
  [{ kind: 'scenario', name: 'infinium-2010', seed: 3 }, 'infinium-2010-3'],
  [{ kind: 'swarm', name: 'minutes', seed: 12 }, 'swarm-minutes-12'],
  [{ kind: 'negative control', name: 'days', seed: 1 }, 'negative-control-days-1'],
  [{ kind: 'schedule', name: 'found/storm one.yaml', seed: 7 }, 'schedule-found-storm-one.yaml-7'],
] as const)('the case of %o is called %s', (run, name) => {
  expect(caseName(run)).toBe(name)
})

test('the page says what shrink calls a case that it is given no file for', async () => {
  const says = `Without \`--out\` it is written into the folder in which the command is called, as \`${caseName({ kind: 'swarm', name: 'minutes', seed: 12 })}.json\`.`
  expect(await readFile(page, 'utf8')).toContain(says)
})
