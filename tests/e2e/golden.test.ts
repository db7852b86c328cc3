// `npm run golden` as a reviewer runs it: over folders of any place, with a table, an exit code and JSON.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/golden.mjs', import.meta.url))
const committed = fileURLToPath(new URL('../golden', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-e2e-'))
  for (const name of ['data', 'backtests', 'metrics', 'indicators']) mkdirSync(join(folder, name))
  cpSync(join(committed, 'data'), join(folder, 'data'), { recursive: true })
  copy('backtests/mixed__donchian_10_5.json')
  copy('metrics/with_ties.json')
  copy('indicators/synthetic.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

function copy(file: string, change: (text: string) => string = (text) => text): void {
  writeFileSync(join(folder, file), change(readFileSync(join(committed, file), 'utf8')))
}

function golden(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { cwd: folder, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const all = () => ['--golden', folder, '--data', join(folder, 'data')]

describe('npm run golden', () => {
  test('prints a line for each file, with the policies by name, and totals; it ends with 0 when all is met', () => {
    const { status, stdout, stderr } = golden(...all())
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const [head, ...lines] = stdout.trimEnd().split('\n')
    expect(head).toMatch(/^file +outcome +values +largest difference +compared with +notes$/)
    expect(lines.filter((line) => /^(backtests|metrics|indicators)\/\S+\.json +equal +\d+ /.test(line)).length).toBe(3)
    expect(stdout).toContain('backtesting.py (childActivation next-bar, firstDecision one-bar-later)')
    expect(lines.at(-1)).toMatch(/^3 files, \d+ items, \d+ values: \d+ equal, 0 mismatched, 0 not ours$/)
  })

  test.each([
    ['a trade', 'backtests/mixed__donchian_10_5.json', /"entry_bar": (\d+)/, (text: string) => `"entry_bar": ${Number(text) + 1}`],
    ['a metric', 'metrics/with_ties.json', /"max_drawdown": (-[\d.]+)/, (text: string) => `"max_drawdown": ${Number(text) * 1.0001}`],
    ['an indicator', 'indicators/synthetic.json', /^(\s+49\.\d+,)$/m, () => '49.12345678,'],
  ])('ends with 3 and names the file when %s differs', (_, file, pattern, replacement) => {
    copy(file, (text) => {
      const changed = text.replace(pattern, (_whole, value: string) => replacement(value))
      expect(changed).not.toBe(text)
      return changed
    })
    const { status, stdout, stderr } = golden(...all())
    expect(status).toBe(3)
    expect(stderr).toContain(`GOLDEN_MISMATCH: 1 of 3 files differ: ${file}`)
    expect(stdout).toMatch(new RegExp(`^${file} +mismatch .*(ours|differ)`, 'm'))
  })

  test('ends with 2 for an option that it does not have, and with 4 for folders or bars that are not there', () => {
    expect(golden('--gloden', folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('--gloden') })
    expect(golden('--golden', join(folder, 'nowhere'))).toMatchObject({ status: 4, stderr: expect.stringContaining('NO_SUCH_FILE') })
    expect(golden('--golden', join(folder, 'data'), '--data', join(folder, 'data')).status).toBe(4)
    rmSync(join(folder, 'data/mixed.csv'))
    expect(golden(...all())).toMatchObject({ status: 4, stderr: expect.stringContaining('data/mixed.csv') })
  })

  test('ends with 4 and names the file when one cannot be read', () => {
    copy('metrics/with_ties.json', (text) => text.slice(0, 100))
    expect(golden(...all())).toMatchObject({ status: 4, stderr: expect.stringContaining('with_ties.json cannot be read') })
  })

  test('--json is one object with every comparison', () => {
    copy('indicators/synthetic.json', (text) => text.replace('"TA_OBV"', '"TA_HT_SINE"'))
    const { status, stdout } = golden(...all(), '--json')
    const { schema, totals, files } = JSON.parse(stdout)
    expect(status).toBe(0)
    expect(schema).toBe('bench.golden/1')
    expect(totals).toMatchObject({ files: 3, mismatch: 0, notOurs: 1 })
    expect(files[0]).toMatchObject({
      file: 'backtests/mixed__donchian_10_5.json',
      outcome: 'equal',
      rows: expect.arrayContaining([expect.objectContaining({ item: 'backtrader', policies: 'childActivation next-bar' })]),
    })
  })

  test('reads the goldens of the repository when none are named', () => {
    const { status, stdout } = golden('--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout).totals).toMatchObject({ files: 27, mismatch: 0, notOurs: 0 })
  })
})
