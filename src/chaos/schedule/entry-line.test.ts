import { expect, test } from 'vitest'
import { entryLine } from './entry-line.js'
import { entriesOfText } from './entry-text.js'
import { scheduleOf } from './schedule.js'

test.each([
  'runaway:orders=5,side=short@2008-10-10T14:00:00Z/5m',
  'reject@p=0.1/h/30m',
  'reject@drawdown=0.05/1m',
  'reject@breaches=3/1.5m',
  'runaway:target=sma-cross,escalate=2@calm=0.001/5m',
])('%s is written as it is read', (line) => {
  expect(scheduleOf(1, entriesOfText(line)).entries.map(entryLine)).toEqual([line])
})
