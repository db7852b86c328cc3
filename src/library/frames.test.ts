import { fromArrow, op, type table } from 'arquero'
import { describe, expect, test } from 'vitest'
import { runFixture } from '../../tests/fixtures/run-result.js'
import { toArrow } from './arrow.js'
import { barsTable, equityTable, fillsTable, ordersTable, tradesTable } from './frames.js'

type Table = ReturnType<typeof table>

const { result, series } = runFixture({ bars: 400, trades: 6, instruments: 2 })

/** Name and kind of each column of Arrow bytes, as another reader sees them. */
function schemaOf(bytes: Uint8Array): Record<string, object> {
  const columns = Object.entries(fromArrow(bytes).data() as unknown as Readonly<Record<string, { readonly type: object }>>)
  return Object.fromEntries(columns.map(([name, { type }]) => [name, type]))
}

describe('tables', () => {
  test('have a row for each record, and times as dates', async () => {
    const [trades, fills, orders, equity] = await Promise.all([
      tradesTable(result),
      fillsTable(result),
      ordersTable(result),
      equityTable(result),
    ])
    expect([trades, fills, orders, equity].map((one: Table) => one.numRows())).toEqual([12, 24, 24, 400])
    expect(trades.get('entry_time', 0)).toEqual(new Date(result.roundTrips[0]?.entryTime as number))
    expect(fills.get('rule', 3)).toBe(result.fills[3]?.rule)
    expect(orders.get('status', 0)).toBe('filled')
    expect([...equity.array('equity')]).toEqual([...result.equity.equity])
  })

  test('of bars stand one series under the other', async () => {
    const bars = await barsTable(series)
    expect(bars.numRows()).toBe(800)
    expect([bars.get('instrument', 399), bars.get('instrument', 400)]).toEqual(['SYN01', 'SYN02'])
    expect(bars.get('close', 400)).toBe(series[1]?.columns.close[0])
    expect((await barsTable(series[0] as (typeof series)[number])).numRows()).toBe(400)
  })

  test('work with the verbs of arquero', async () => {
    const trades = await tradesTable(result)
    const sums = trades
      .groupby('instrument')
      .rollup({ pnl: op.sum('pnl') })
      .objects() as { instrument: string; pnl: number }[]
    const expected = result.roundTrips.filter(({ instrument }) => instrument === 'SYN01').reduce((sum, { pnl }) => sum + pnl, 0)
    expect(sums.find(({ instrument }) => instrument === 'SYN01')?.pnl).toBeCloseTo(expected, 6)
  })
})

describe('Arrow bytes', () => {
  test('hold every value', async () => {
    const trades = await tradesTable(result)
    expect(fromArrow(await toArrow(trades)).objects()).toEqual(trades.objects())
  })

  test('have types that do not hang on the rows: times in UTC, numbers doubles, absent ones too', async () => {
    const timestamp = expect.objectContaining({ typeId: 10, unit: 1, timezone: 'UTC' })
    const double = expect.objectContaining({ typeId: 3, precision: 2 })
    const none = { ...result, roundTrips: result.roundTrips.slice(0, 1).map((trip) => ({ ...trip, initialRisk: null })) }
    for (const some of [result, none]) {
      const schema = schemaOf(await toArrow(await tradesTable(some)))
      expect(schema).toMatchObject({ entry_time: timestamp, exit_time: timestamp, id: double, pnl: double, initial_risk: double })
    }
  })
})
