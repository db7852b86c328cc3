import { expect, test } from 'vitest'
import { backtestConfigSchema } from '../engine/config/config.js'
import { latency, venues } from './venue-readers.js'

test.each([
  [latency, 'none', 'none'],
  [latency, '50ms', { entry: 50 }],
  [latency, '20ms/200ms', { entry: { median: 20, p99: 200 } }],
  [latency, 'entry=50ms, response=20ms/200ms,feed=none', { entry: 50, response: { median: 20, p99: 200 }, feed: 'none' }],
  [venues, 'none', {}],
  [venues, 'XNAS:fees=none,slippage=2ticks', { XNAS: { fees: 'none', slippage: { ticks: 2 } } }],
  [
    venues,
    'XNAS:spread=2ticks; BATS:fees=0.1%,latency=5ms',
    { XNAS: { spread: { ticks: 2 } }, BATS: { fees: { fraction: 0.001 }, latency: { entry: 5 } } },
  ],
] as const)('%o reads %s', (read, text, value) => {
  expect(read(text)).toEqual(value)
  expect(backtestConfigSchema.safeParse({ [read.name]: read(text) }).success).toBe(true)
})

test.each([
  [latency, '50', 'write 50ms'],
  [latency, '1ms/2ms/3ms', 'entry=50ms'],
  [latency, 'entri=50ms', 'did you mean `entry`?'],
  [venues, 'XNAS', 'XNAS:fees=none'],
  [venues, ':fees=none', 'XNAS:fees=none'],
  [venues, 'XNAS:fee=none', 'did you mean `fees`?'],
  [venues, 'XNAS:fees=cheap', '0.005/share'],
  [venues, 'XNAS:fees=none;XNAS:slippage=2ticks', 'together, with commas: XNAS:fees=none,latency=5ms'],
  [venues, 'XNAS:fees=none,fees=0.1%', 'each policy of a venue once'],
  [latency, 'entry=50ms,entry=20ms', 'each way once'],
] as const)('%o refuses %s, and says what to write', (read, text, hint) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining(hint) }))
})
