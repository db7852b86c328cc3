// The transcript of docs/FIRST-FIVE-MINUTES.md, command by command: what it prints is what `bench` prints.

import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { runBench } from './bench-process.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'first-five-minutes-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Step {
  readonly command: string
  readonly shown: string
}

const page = readFileSync(join(root, 'docs/FIRST-FIVE-MINUTES.md'), 'utf8')
const steps = [...page.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => stepsOf(block))

test('every command of the first five minutes prints what the page shows', async () => {
  expect(steps.length).toBeGreaterThan(8)
  for (const { command, shown } of steps) {
    const isFirst = command === 'bench init my-system'
    const cwd = isFirst ? folder : join(folder, 'my-system')
    const { code, stdout } = await runBench(command.split(' ').slice(1), { cwd })
    expect(code, command).toBe(0)
    expect(withoutPlace(stdout), command).toMatch(patternOf(shown))
    if (isFirst) copyFileSync(join(root, 'tests/fixtures/first-five-minutes/ACME.csv'), join(folder, 'my-system/ACME.csv'))
  }
}, 60_000)

function stepsOf(block: string): Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...lines] = text.split('\n')
      return { command, shown: lines.join('\n').trimEnd() }
    })
}

/** A line of `…` stands for any lines, `(now)` for the time of the run. */
function patternOf(shown: string): RegExp {
  const escaped = shown.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll(/^…$/gm, '[^]*').replaceAll('\\(now\\)', '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d')}$`)
}

function withoutPlace(text: string): string {
  return text.replaceAll(/\S*[\\/]my-system[\\/](?=reports|datasets)/g, '…/').trimEnd()
}
