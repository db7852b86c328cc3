// The buy-stop bot as a user runs it: without a flag, over twenty instruments; then the trail of one of its orders.

import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TrailStep } from '../../src/report/explain/order-trail.js'
import { runBench } from './bench-process.js'

interface Made {
  readonly runId: string
  readonly dataHash: string
  readonly executionHash: string
  readonly counts: Readonly<Record<string, number>>
  readonly files: { readonly directory: string; readonly report: string; readonly run: string; readonly events: string }
}

interface Explained {
  readonly schema: string
  readonly order: {
    readonly order: { readonly status: string }
    readonly events: readonly { readonly kind: string }[]
    readonly trail: readonly TrailStep[]
  }
}

let folder: string
let made: Made

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-buy-stop-'))
  made = await json<Made>('backtest', 'buy-stop-trail', '--json')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function json<Result>(...words: readonly string[]): Promise<Result> {
  const { code, stdout, stderr } = await runBench(words, { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Result
}

describe('bench backtest buy-stop-trail', () => {
  test('without a flag trades twenty instruments and writes its report', async () => {
    expect(made.counts).toMatchObject({ denials: 0 })
    expect(made.counts.fills).toBeGreaterThan(50)
    const document = JSON.parse(await readFile(made.files.run, 'utf8'))
    expect(document.series.map(({ instrument }: { instrument: { id: string } }) => instrument.id)).toEqual(
      Array.from({ length: 20 }, (_, i) => `SYN${String(i + 1).padStart(2, '0')}`),
    )
    expect(document.data).toMatchObject([{ name: expect.stringMatching(/^synthetic:20:5m:/) }])
    const page = await readFile(made.files.report, 'utf8')
    for (const part of ['buy-stop-trail', 'SYN20', 'a symbol 5%, in total 85%, cash reserve 10%']) expect(page).toContain(part)
  })

  test('says whose settings those are, and a flag or a file of the user’s beats them', async () => {
    await writeFile(join(folder, 'mine.yaml'), 'cash: 40000\nsizing: 3%\n')
    const words = ['backtest', 'buy-stop-trail', '--config', 'mine.yaml', '--cash', '50000', '--param', 'rise=0.1', '--no-report']
    const { stdout } = await runBench([...words, '--benchmark', 'none'], { cwd: folder })
    expect(stdout).toContain(
      'own file strategies/configs/buy-stop-trail.yaml, where nothing else was given: data, sizeCaps, protection, ' +
        'params.entry, params.slippageCap, params.trail, params.cutoffMinutes.',
    )
    const mine = await json<Made>(...words, '--benchmark', 'none', '--json')
    expect(mine.dataHash).toBe(made.dataHash)
    expect(mine.counts.fills).toBeLessThan(made.counts.fills ?? 0)
  })

  test('on other data takes the rest of its file', async () => {
    const other = await json<Made>(
      'backtest',
      'buy-stop-trail',
      '--data',
      'synthetic-20-1d',
      '--from',
      '2023-01-03',
      '--no-report',
      '--json',
    )
    expect(other.counts.fills).toBeGreaterThan(0)
    expect(other.dataHash).not.toBe(made.dataHash)
  })
})

describe('bench explain --order', () => {
  test('tells the life of an entry that bought: every stage with its numbers', async () => {
    const { id, child } = await firstBought()
    const { stdout, code } = await runBench(['explain', made.runId, '--order', String(id)], { cwd: folder })
    expect(code).toBe(0)
    const parts = [
      'signal',
      'router',
      'sizer',
      'risk',
      'buying power',
      'approval',
      'venue',
      'accepted',
      'triggered',
      'filled: buy',
      'ledger',
      'opens trade',
    ]
    for (const part of parts) expect(stdout).toContain(part)
    expect(stdout).toMatch(/fill +stop( gap)? at (trigger|open): /)
    expect(stdout).toMatch(/cash −[\d,.]+, inventory \+[\d,.]+/)
    const stop = await json<Explained>('explain', made.runId, '--order', String(child), '--json')
    expect(stop.schema).toBe('bench.explain/1')
    expect(stop.order.trail[0]).toMatchObject({ stage: 'signal' })
    expect(stop.order.trail.at(-1)).toMatchObject({ stage: 'end', says: expect.stringContaining('filled') })
    expect(stop.order.events.map(({ kind }) => kind)).toEqual(['accepted', 'updated', 'triggered', 'filled'])
    expect(stop.order.trail.find(({ stage }) => stage === 'ledger')?.numbers).toMatchObject({ cash: expect.any(Number) })
  })

  test('tells the life of one that was canceled before the close', async () => {
    const { rows } = await json<{ rows: { id: number }[] }>(
      'sql',
      "SELECT client_order_id AS id FROM orders WHERE status = 'canceled' AND role = 'entry' LIMIT 1",
      '--json',
    )
    const { order } = await json<Explained>('explain', made.runId, '--order', String(rows[0]?.id), '--json')
    expect(order.trail.at(-2)).toMatchObject({ stage: 'venue', says: expect.stringContaining('canceled') })
    expect(order.trail.filter(({ stage }) => stage === 'signal').at(-1)?.says).toContain('not filled 15 minutes before the close')
  })

  test('of an order that is not there says which there are', async () => {
    const { code, stderr } = await runBench(['explain', made.runId, '--order', '99999'], { cwd: folder })
    expect([code, stderr]).toEqual([2, expect.stringContaining('numbered 1 to')])
    expect(existsSync(made.files.events)).toBe(true)
  })

  /** An entry that bought, and the stop that sold it. */
  async function firstBought(): Promise<{ readonly id: number; readonly child: number }> {
    const query = `SELECT e.client_order_id AS id, s.client_order_id AS child FROM orders e JOIN orders s ON s.parent_id = e.client_order_id
      WHERE e.status = 'filled' AND s.status = 'filled' AND s.created_at + INTERVAL 1 DAY < s.updated_at ORDER BY 1 LIMIT 1`
    const { rows } = await json<{ rows: { id: number; child: number }[] }>('sql', query, '--json')
    return rows[0] ?? { id: 0, child: 0 }
  }
})
