import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readBarFile } from '../read-file.js'
import { layoutOf, partOf, readBars } from '../rows/layout.testing.js'

const days = ['2020-01-06', '2020-01-07', '2020-01-08', '2020-01-09', '2020-01-10', '2020-01-13', '2020-01-14', '2020-01-15']

/** Rows of closes and further columns, one a day. */
async function actionsOf(
  rows: readonly (readonly (number | string)[])[],
  columns: readonly ('adjustedClose' | 'dividend' | 'split')[],
  adjusted: 'none' | 'splits',
) {
  const places = Object.fromEntries(columns.map((name, index) => [name, 6 + index]))
  const layout = layoutOf({ names: ['Date', 'Open', 'High', 'Low', 'Close', 'Volume', ...columns], places, adjusted })
  const lines = rows.map(([close, ...others], day) => [days[day], close, close, close, close, 1, ...others].join(','))
  const { instruments } = await readBars([partOf(['', ...lines], layout)])
  return instruments[0]?.actions ?? null
}

describe('dividends and splits from their own columns', () => {
  test('beside prices as they were traded', async () => {
    const rows = [
      [100, 0, 1],
      [98, 2, 1],
      [49, 0, 2],
      [48, 1, 1],
    ]
    expect(await actionsOf(rows, ['dividend', 'split'], 'none')).toEqual([
      { kind: 'dividend', exDate: '2020-01-07', amount: 2, factor: 0.98 },
      { kind: 'split', exDate: '2020-01-08', ratio: 2 },
      { kind: 'dividend', exDate: '2020-01-09', amount: 1, factor: 1 - 1 / 49 },
    ])
  })

  test('beside prices that are adjusted for splits: the amount is that of its day', async () => {
    const rows = [
      [50, '0.0', '0.0'],
      [49, '1.0', '0.0'],
      [49, '0.0', '2.0'],
      [48, '1.0', '0.0'],
    ]
    expect(await actionsOf(rows, ['dividend', 'split'], 'splits')).toEqual([
      { kind: 'dividend', exDate: '2020-01-07', amount: 2, factor: 0.98 },
      { kind: 'split', exDate: '2020-01-08', ratio: 2 },
      { kind: 'dividend', exDate: '2020-01-09', amount: 1, factor: 1 - 1 / 49 },
    ])
  })

  test('of a split day the dividend is of new shares', async () => {
    expect(
      await actionsOf(
        [
          [100, 0, 1],
          [49, 1, 2],
        ],
        ['dividend', 'split'],
        'none',
      ),
    ).toEqual([
      { kind: 'split', exDate: '2020-01-07', ratio: 2 },
      { kind: 'dividend', exDate: '2020-01-07', amount: 1, factor: 0.98 },
    ])
  })

  test('without any there are none, and without the columns nobody knows', async () => {
    expect(
      await actionsOf(
        [
          [100, 0],
          [99, ''],
        ],
        ['dividend'],
        'none',
      ),
    ).toEqual([])
    expect(await actionsOf([[100], [99]], [], 'none')).toBeNull()
  })
})

describe('dividends from an adjusted close', () => {
  const closes = [100.13, 101.27, 99.81, 100.46, 98.77, 99.32, 100.91, 101.5]
  const adjust = (decimals: number, factors: Readonly<Record<number, number>>) => {
    let ratio = 1
    const adjusted = closes.map(() => '')
    for (let day = closes.length - 1; day >= 0; day--) {
      adjusted[day] = (closes[day]! * ratio).toFixed(decimals)
      ratio *= factors[day] ?? 1
    }
    return closes.map((close, day) => [close, adjusted[day]!])
  }

  test.each([2, 4, 6])('with %s decimals: the ex-dates, and factors that do not drift', async (decimals) => {
    const actions = (await actionsOf(adjust(decimals, { 2: 0.992, 6: 0.993 }), ['adjustedClose'], 'splits')) ?? []
    expect(actions.map(({ kind, exDate }) => `${kind} ${exDate}`)).toEqual(['dividend 2020-01-08', 'dividend 2020-01-14'])
    const factors = actions.map((action) => (action.kind === 'dividend' ? action.factor : Number.NaN))
    // The closes are near 100, so one row alone knows the ratio to some 10^-decimals / 100.
    expect(Math.abs(factors[0]! - 0.992)).toBeLessThan(0.5 * 10 ** (-decimals - 2))
    expect(Math.abs(factors[1]! - 0.993)).toBeLessThan(0.5 * 10 ** (-decimals - 2))
  })

  test('rounding alone makes none', async () => {
    for (const decimals of [1, 2, 3, 6]) expect(await actionsOf(adjust(decimals, {}), ['adjustedClose'], 'splits')).toEqual([])
  })

  test('single precision makes none', async () => {
    const rows = closes.map((close) => [Math.fround(close), Math.fround(close * 0.8771)])
    expect(await actionsOf(rows, ['adjustedClose'], 'splits')).toEqual([])
  })

  test('beside prices as they were traded a step of the price too is a split', async () => {
    const rows = [
      [100, 50],
      [102, 51],
      [51, 51],
      [50, 50],
      [49.9, 49.9],
    ]
    expect(await actionsOf(rows, ['adjustedClose'], 'none')).toEqual([{ kind: 'split', exDate: '2020-01-08', ratio: 2 }])
    expect(
      await actionsOf(
        [
          [100, 50, 1],
          [50, 50, 2],
        ],
        ['adjustedClose', 'split'],
        'none',
      ),
    ).toEqual([{ kind: 'split', exDate: '2020-01-07', ratio: 2 }])
  })

  const shared = process.env.BENCH_SHARED ?? join(dirname(fileURLToPath(import.meta.url)), '../../../../../shared')
  const coke = join(shared, 'data/backtrader/daily-KO.csv')
  const spy = join(shared, 'data/lumibot/SPY.csv')

  test.skipIf(!existsSync(coke))('of Coca-Cola come four times a year', async () => {
    const { series } = await readBarFile(coke)
    const dividends = (series[0]?.actions ?? []).filter(({ kind }) => kind === 'dividend')
    expect(dividends.map(({ exDate }) => exDate.slice(0, 7))).toEqual(['1997-03', '1997-06', '1997-09', '1997-11', '1998-03'])
  })

  test.skipIf(!existsSync(spy))('agree with the amounts that are told beside them', async () => {
    const { series } = await readBarFile(spy)
    const told = series[0]?.actions ?? []
    const product = told.reduce((factor, action) => factor * (action.kind === 'dividend' ? action.factor : 1), 1)
    const [firstRatio, lastRatio] = [238.69454956054688 / 250.17999267578125, 312.898681640625 / 321.8599853515625]
    expect(told).toHaveLength(4)
    expect(product).toBeCloseTo(firstRatio / lastRatio, 4)
  })
})

describe('what cannot be is a fault of its row', () => {
  test.each([
    [
      'a split below zero',
      [
        [100, 1],
        [100, -2],
        [100, 1],
      ],
      ['split'],
      3,
      'split -2 is no ratio',
    ],
    [
      'a split beyond 1000 for 1',
      [
        [100, 1],
        [100, 1],
        [100, 20_000],
      ],
      ['split'],
      4,
      'split 20000 is no ratio',
    ],
    [
      'an adjusted close of 0',
      [
        [100, 100],
        [100, 0],
        [100, 100],
      ],
      ['adjustedClose'],
      3,
      'adjusted close 0 is not above zero',
    ],
    [
      'a dividend of more than half',
      [
        [100, 10],
        [100, 10],
        [100, 100],
      ],
      ['adjustedClose'],
      4,
      'by more than half of the price',
    ],
    [
      'an adjusted close that steps up',
      [
        [100, 150],
        [100, 150],
        [100, 100],
      ],
      ['adjustedClose'],
      4,
      'steps up, as no dividend does',
    ],
    [
      'a split that the adjusted close contradicts',
      [
        [100, 25, 1],
        [100, 25, 1],
        [25, 25, 2],
      ],
      ['adjustedClose', 'split'],
      4,
      'the split 2 of 2020-01-08',
    ],
    [
      'a split that the adjusted close lacks',
      [
        [100, 100, 1],
        [50, 50, 2],
        [50, 50, 1],
      ],
      ['adjustedClose', 'split'],
      3,
      'contradict each other',
    ],
  ] as const)('%s', async (_, rows, columns, line, message) => {
    const error = await actionsOf(rows, columns, 'none').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'BAD_DATA', faults: [{ line, message: expect.stringContaining(message) }] })
  })

  test('a cell of 0 or 1 and an empty one tell of no split', async () => {
    expect(
      await actionsOf(
        [
          [100, 0],
          [100, 1],
          [100, ''],
        ],
        ['split'],
        'none',
      ),
    ).toEqual([])
  })
})
