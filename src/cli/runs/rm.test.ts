import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runFixture } from '../../../tests/fixtures/run-result.js'
import { computeMetrics } from '../../metrics/compute.js'
import { metricsInputOf } from '../../metrics/run-input.js'
import { writeRun } from '../../report/run-directory.js'
import { canAsk, confirm } from '../terminal/confirm.js'
import { removeRuns } from './rm.js'

vi.mock('../terminal/confirm.js')

let reports: string
let directory: string

beforeEach(async () => {
  reports = await mkdtemp(join(tmpdir(), 'rm-'))
  const { result, series, benchmark } = runFixture({ bars: 60, trades: 2, denials: 0 })
  const metrics = computeMetrics(metricsInputOf(result))
  const assets = { charts: '{}', script: '', style: '' }
  ;({ directory } = await writeRun({ result, series, benchmark, metrics, directory: reports, assets }))
})
afterEach(() => rm(reports, { recursive: true, force: true }))

describe('nothing is removed', () => {
  test.each([
    ['by a file of another name in a run', 'notes.txt', 'UNKNOWN_RUN'],
    ['by a path that is not there', 'nosuch-typo', 'UNKNOWN_RUN'],
  ])('%s', async (_, file, code) => {
    await writeFile(join(directory, 'notes.txt'), 'mine')
    await expect(removeRuns([join(directory, file)], { reports, yes: true })).rejects.toMatchObject({ code })
    expect(existsSync(directory)).toBe(true)
  })

  test('of a folder whose run.json says something else', async () => {
    const project = join(reports, 'project')
    await mkdir(project)
    await writeFile(join(project, 'run.json'), '{"not":"a run"}')
    for (const typed of ['project', join(project, 'run.json')])
      await expect(removeRuns([typed], { reports, yes: true })).rejects.toMatchObject({ code: 'RUN_DAMAGED' })
    expect(await readdir(project)).toEqual(['run.json'])
  })

  test('of a run in another folder', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'rm-elsewhere-'))
    await expect(removeRuns([directory], { reports: elsewhere, yes: true })).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining(`--reports ${reports}`),
    })
    await rm(elsewhere, { recursive: true })
    expect(existsSync(directory)).toBe(true)
  })
})

test('the question has the whole path of what is removed, and the answer is taken', async () => {
  vi.mocked(canAsk).mockReturnValue(true)
  vi.mocked(confirm).mockResolvedValue(false)
  await removeRuns([join(directory, 'report.html')], { reports })
  expect(vi.mocked(confirm).mock.lastCall?.[0]).toContain(directory)
  expect(existsSync(directory)).toBe(true)
  vi.mocked(confirm).mockResolvedValue(true)
  await removeRuns([join(directory, 'report.html')], { reports })
  expect(existsSync(directory)).toBe(false)
})
