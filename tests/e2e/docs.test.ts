// What the prose prints is what the program does: generated pages are up to date, and the examples run and say what they are said to say.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { runBench } from './bench-process.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'docs-e2e-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('docs/METRICS.md, docs/CONFIG.md, docs/CLI.md, docs/API.md and the tables of the others are what scripts/write-docs.mjs writes', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/write-docs.mjs'), '--check'], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('the README’s strategy runs outside the clone and prints what the README says', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [strategy = ''] = blocksOf(readme, 'ts')
  const shown = blocksOf(readme, 'text').find((block) => block.startsWith('dip  SPX')) ?? ''
  writeFileSync(join(folder, 'dip.ts'), strategy)
  const { code, stdout, stderr } = await runBench(['backtest', 'dip.ts', '--data', 'spx-1d'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(withoutPlace(stdout)).toBe(withoutPlace(shown))
})

describe('an example', () => {
  const examples = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) =>
      blocksOf(readFileSync(join(root, page), 'utf8'), 'ts')
        .filter((block) => block.includes('export default defineStrategy'))
        .map((block) => ({ page, name: /name: '([\w-]+)'/.exec(block)?.[1] ?? '', block })),
    )

  test.each(examples)('of a strategy in $page trades: $name', async ({ name, block }) => {
    writeFileSync(join(folder, `${name}.ts`), block)
    const words = [
      'backtest',
      `${name}.ts`,
      '--data',
      'synthetic-20-1d',
      '--from',
      '2020-01-01',
      '--benchmark',
      'none',
      '--no-report',
      '--json',
    ]
    const { code, stdout, stderr } = await runBench(words, { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout).counts.fills).toBeGreaterThan(0)
  })

  test('of a scenario passes, its ablation too', async () => {
    const [file = ''] = blocksOf(readFileSync(join(root, 'docs/CHAOS-SCENARIOS.md'), 'utf8'), 'ts')
    mkdirSync(join(folder, 'chaos/scenarios'), { recursive: true })
    writeFileSync(join(folder, 'chaos/scenarios/stuck-buyer.ts'), file)
    const { code, stdout, stderr } = await runBench(['chaos', 'run', '--scenario', 'stuck-buyer', '--seeds', '2'], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Passed: every gate of 2 runs')
  })

  test('of a config file is taken', async () => {
    const [file = ''] = blocksOf(readFileSync(join(root, 'docs/CONFIG.md'), 'utf8'), 'yaml')
    writeFileSync(join(folder, 'bench.yaml'), file)
    const { code, stderr } = await runBench(['backtest', 'sma-cross', '--config', 'bench.yaml', '--no-report'], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

/** Contents of the fenced blocks of one language. */
function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, name, content = '']) => (name === language ? [content] : []))
}

/** The folder of the report is the reader's own. */
function withoutPlace(text: string): string {
  return text.trimEnd().replace(/^(report +).*reports\//m, '$1reports/')
}
