import { describe, expect, test } from 'vitest'
import { runFixture } from '../../tests/fixtures/run-result.js'
import { danfoFrame, toDanfo } from './danfo.js'
import { equityTable } from './frames.js'

class FakeFrame {
  readonly columns: readonly string[]
  readonly shape: readonly number[]
  readonly data: Readonly<Record<string, readonly unknown[]>>
  constructor(data: Readonly<Record<string, readonly unknown[]>>) {
    this.data = data
    this.columns = Object.keys(data)
    this.shape = [Object.values(data)[0]?.length ?? 0, this.columns.length]
  }
}

describe('a danfojs frame', () => {
  const { result } = runFixture({ bars: 20, trades: 1 })

  test('is refused with the way to install it where it is not there', async () => {
    await expect(equityTable(result).then((table) => toDanfo(table))).rejects.toMatchObject({
      code: 'PACKAGE_MISSING',
      hint: expect.stringMatching(/"overrides".*npm:@tensorflow\/tfjs@3\.21\.0.*npm install danfojs-node@1\.2\.0/),
    })
  })

  test('has the columns of the table, with times as texts', async () => {
    const frame = danfoFrame(await equityTable(result), { DataFrame: FakeFrame }) as FakeFrame
    expect({ columns: frame.columns, shape: frame.shape }).toEqual({
      columns: ['time', 'equity', 'cash', 'gross_exposure'],
      shape: [20, 4],
    })
    expect(frame.data.time?.[0]).toBe(new Date(result.equity.time[0] as number).toISOString())
    expect(frame.data.equity?.[3]).toBe(result.equity.equity[3])
  })
})
