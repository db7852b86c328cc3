// Every file of real bars that lies beside the repository: its rows and times, or the reason why it is refused.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { readBarFile } from '../src/data/import/read-file.js'
import type { BarColumns } from '../src/model/bar.js'
import { shared, whenPresent } from './fixtures/shared.js'
import { type Clock, sharedFiles, sharedMinutes } from './fixtures/shared-files.js'

const data = join(shared, 'data')

describe('each shared file', () => {
  for (const { file, options, expected } of sharedFiles) {
    const said = Object.entries(options).map(([name, value]) => ` --${name} ${value}`)
    whenPresent(join(data, file))(`${file}${said.join('')}`, async () => {
      const reading = readBarFile(join(data, file), options)
      if ('refused' in expected)
        await expect(reading).rejects.toMatchObject({ code: expected.code, message: expect.stringMatching(expected.refused) })
      else {
        const { rows, first, last, clock } = expected
        const [only, ...others] = (await reading).series
        expect(others).toEqual([])
        const columns = only?.columns as BarColumns
        expect([columns.length, stampOf(columns, 0, clock), stampOf(columns, columns.length - 1, clock)]).toEqual([rows, first, last])
      }
    })
  }
})

describe('each folder of minutes', () => {
  for (const [folder, rows] of sharedMinutes) {
    whenPresent(join(data, folder))(`${folder} has ${rows} rows in all`, async () => {
      let found = 0
      for (const name of readdirSync(join(data, folder))) {
        const { series } = await readBarFile(join(data, folder, name))
        found += series[0]?.columns.length ?? 0
      }
      expect(found).toBe(rows)
    })
  }
})

/** A bar's stamp as its file has it. A week's is the last day, and so of a file of days in New York. */
function stampOf({ openTime, closeTime }: BarColumns, row: number, clock: Clock): string {
  const [open, close] = [openTime[row] as number, closeTime[row] as number]
  if (clock === 'day') return textIn('America/New_York', close - 1, open % 86_400_000 === 0 ? open : null).slice(0, 10)
  if (clock === 'week') return textIn('America/New_York', close - 1, null).slice(0, 10)
  const [zone = '', isEnd] = clock.split('-end')
  return textIn(zone, isEnd === undefined ? open : close, null)
}

/** Days of a market that never closes are days in UTC. */
function textIn(zone: string, time: number, utcDay: number | null): string {
  if (utcDay !== null) return new Date(utcDay).toISOString()
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return format.format(time)
}
