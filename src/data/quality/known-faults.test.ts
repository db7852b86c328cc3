// Real bars with faults that are known: splits nobody adjusted for, reused tickers, a bad first print, busted trades. Only where the files are there.

import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { shared, whenPresent } from '../../../tests/fixtures/shared.js'
import type { Finding } from './finding.js'
import { checkQuality, worstFirst } from './quality-report.js'
import { readRawFile } from './raw-file.js'

const fileOf = (symbol: string) => join(shared, 'data', 'derived', `${symbol}_daily_lean_raw.csv`)

async function findings(symbol: string): Promise<Finding[]> {
  const { timeframe, series, rowGroups } = await readRawFile(fileOf(symbol), { timeframe: '1d', symbol })
  return worstFirst(checkQuality({ name: symbol, kind: 'file', timeframe, series, rowGroups }).groups)
}

/** Dates of the findings of one check. */
async function dates(symbol: string, check: string): Promise<string[]> {
  const found = (await findings(symbol)).filter((one) => one.check === check)
  return found.map(({ time }) => new Date(time ?? 0).toISOString().slice(0, 10))
}

describe('raw daily bars', () => {
  whenPresent(fileOf('aapl'))('of Apple have four splits, and the crash of 2000-09-29 is none', async () => {
    expect(await dates('aapl', 'unadjusted-split')).toEqual(['2000-06-21', '2005-02-28', '2014-06-09', '2020-08-31'])
    expect(await dates('aapl', 'missing-session')).toEqual([])
  })

  whenPresent(fileOf('goog'))('of Google have a bad first print, two busted lows and a split', async () => {
    expect((await findings('goog')).map(({ check, row }) => [check, row])).toEqual([
      ['unadjusted-split', 2422],
      ['wick', 839],
      ['wick', 1036],
      ['open-print', 0],
    ])
  })

  whenPresent(fileOf('uso'))('of USO are another company before 2006, and have a reverse split of 8', async () => {
    const errors = (await findings('uso')).filter(({ severity }) => severity === 'error').map(({ message }) => message)
    expect(errors).toEqual([
      'no bars of 51 sessions, 1998-09-01 to 1998-11-11',
      'no bars of 1,828 sessions, 1998-12-31 to 2006-04-07',
      expect.stringContaining('a split of 1:8 on 2020-04-29'),
    ])
  })

  whenPresent(fileOf('bno'))('of BNO have a hole of eight years, and days without a trade after it', async () => {
    expect(await dates('bno', 'missing-session')).toEqual(['2002-05-21'])
    expect(await dates('bno', 'zero-volume')).toHaveLength(17)
    expect(await dates('bno', 'unadjusted-split')).toEqual([])
  })

  whenPresent(fileOf('spy'))('of SPY miss no session in 23 years, and no close is a spike', async () => {
    expect(new Set((await findings('spy')).map(({ check }) => check))).toEqual(new Set(['wick', 'open-print']))
  })
})
