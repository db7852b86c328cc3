import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { readGiven, scheduleFor } from './given-schedule.js'

const series = [handSeries('A', flatBars(...new Array<number>(60).fill(100)), { timeframe: '1m', instrument: { calendar: 'XNYS' } })]
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schedule-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

async function entriesOf(...parts: readonly unknown[]) {
  const { entries, seed } = scheduleFor(await readGiven(parts), 5, series)
  return { entries: entries.map(({ name, when }) => [name, 'at' in when ? when.at : when]), seed }
}

describe('a schedule that is given', () => {
  test('in short has its times in the zone of the exchange, a name for each entry and the seed of the run', async () => {
    // Bars of an exchange in New York, from midnight UTC.
    expect(await entriesOf('reject@2023-12-31T19:10/5m,reject@2024-01-01T00:30Z')).toEqual({
      entries: [
        ['reject-1', '2024-01-01T00:10:00.000Z'],
        ['reject-2', '2024-01-01T00:30:00.000Z'],
      ],
      seed: 5,
    })
  })

  test('in several texts is one text, wherever a comma parted it', async () => {
    const { entries } = await readGiven(['runaway:orders=5', 'lots=1@drawdown=5%', 'reject@breaches=2'])
    expect(entries).toMatchObject([{ fault: 'runaway', params: { orders: 5, lots: 1 } }, { fault: 'reject' }])
  })

  test('in a file is whole or a list, YAML or JSON, each entry written out or in short', async () => {
    const whole = { schema: 'bench.chaos/1', seed: 9, entries: [{ fault: 'reject', when: { drawdown: 0.1 }, minutes: 3 }] }
    expect(await entriesOf(await file('whole.json', JSON.stringify(whole)))).toEqual({
      entries: [['reject-1', { drawdown: 0.1 }]],
      seed: 9,
    })
    const list = '- reject@breaches=1\n- fault: reject\n  name: late\n  when: { at: 2023-12-31T19:30 }\n  minutes: 5\n'
    expect(await entriesOf(await file('list.yaml', list))).toEqual({
      entries: [
        ['reject-1', { breaches: 1 }],
        ['late', '2024-01-01T00:30:00.000Z'],
      ],
      seed: 5,
    })
  })

  test.each([
    ['runawy@drawdown=5%', 'UNKNOWN_FAULT', 'runawy', 'did you mean `runaway`?'],
    ['reject@2031-01-01T10:00', 'BAD_SCHEDULE', 'reject-1 comes on at 2031-01-01T15:00:00Z, and the bars are from 2024-01-01', ''],
    ['reject:share=2@drawdown=500%', 'BAD_SCHEDULE', 'entries.0.when', ''],
    ['reject@2024-02-30T10:00', 'BAD_SCHEDULE', "'2024-02-30T10:00' is no time", 'a day and a time that are there'],
    ['reject@drawdown=5%/3661d', 'BAD_SCHEDULE', 'entries.0.minutes', ''],
    ['reject:escalate=1e9@drawdown=5%', 'BAD_SCHEDULE', 'entries.0.escalate', ''],
    ['', 'BAD_SCHEDULE', 'the schedule has no entries', ''],
    ['no-such-file.yaml', 'NO_SUCH_FILE', 'no-such-file.yaml', ''],
  ])('%s is refused', async (text, code, message, hint) => {
    await expect(entriesOf(text)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    })
  })

  test.each([
    ['{ entries: 5 }', 'it has no entries'],
    ['{ entries: [], sed: 5 }', "'sed' is not a key"],
    ['{ entries: [], schema: bench.chaos/9 }', 'its schema is bench.chaos/9'],
    ['{ entries: [], seed: 1.5 }', 'its seed 1.5 is no whole number'],
    ['{ entries: [], seed: -1 }', 'its seed -1 is no whole number from 0 on'],
    ['{ entries: [] }', 'the schedule has no entries'],
    ['{ entries: [', 'bad.yaml'],
  ])('a file with %s is refused', async (text, message) => {
    await expect(entriesOf(await file('bad.yaml', text))).rejects.toMatchObject({
      code: 'BAD_SCHEDULE',
      message: expect.stringContaining(message),
    })
  })

  test.each([
    ['- { fault: reject, when: { drawdown: 0.1 }, minute: 5 }', "'entries.0.minute' is not a key", 'did you mean `minutes`?'],
    ['- { fault: reject, when: { drawdwn: 0.1 }, minutes: 5 }', "'entries.0.when.drawdwn' is not a key", 'did you mean `drawdown`?'],
  ])('%s is refused with the nearest key', async (text, message, hint) => {
    await expect(entriesOf(await file('bad.yaml', text))).rejects.toMatchObject({ message: `schedule: ${message}`, hint })
  })

  test('is told all of its numbers that are out of their range, with the range and the share that was meant', async () => {
    const text = [
      '- { fault: reject, when: { drawdown: 5 }, minutes: -10 }',
      '- { fault: reject, when: { perHour: 20 }, minutes: 5, escalate: 0.5 }',
    ].join('\n')
    await expect(entriesOf(await file('bad.yaml', text))).rejects.toMatchObject({
      message: `schedule: ${[
        'entries.0.when.drawdown: 5 is not above 0 and at most 1',
        'entries.0.minutes: -10 is not above 0 and at most 5270400',
        'entries.1.when.perHour: 20 is not at least 0 and at most 1',
        'entries.1.escalate: 0.5 is not at least 1 and at most 1000',
      ].join('; ')}`,
      hint: '5 % is 0.05, 20 % is 0.2',
    })
  })

  test('has each name once', async () => {
    const twice = [1, 2].map(() => ({ name: 'one', fault: 'reject', when: { breaches: 1 }, minutes: 5 }))
    await expect(entriesOf(...twice)).rejects.toMatchObject({ code: 'BAD_SCHEDULE', message: 'schedule: two entries are called one' })
  })
})
