import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { log, logs, setLogLevel, withoutSecrets } from './log.js'

let written: string[]
beforeEach(() => {
  written = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text))
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  setLogLevel({}, {})
})

describe('the log', () => {
  test('writes lines up to its level, each with what it is', () => {
    setLogLevel({ logLevel: 'warn' }, {})
    log('debug', 'one')
    log('info', 'two')
    log('warn', 'three')
    log('error', 'four')
    expect(written).toEqual(['warning: three\n', 'error: four\n'])
  })

  test.each([
    [{}, {}, 'info'],
    [{}, { BENCH_LOG_LEVEL: 'debug' }, 'debug'],
    [{ quiet: true }, { BENCH_LOG_LEVEL: 'debug' }, 'error'],
    [{ quiet: true, logLevel: 'debug' as const }, {}, 'debug'],
  ])('of %j under %j goes down to %s', (options, environment, lowest) => {
    setLogLevel(options, environment)
    expect((['debug', 'info', 'warn', 'error'] as const).find(logs)).toBe(lowest)
  })

  test('refuses a level that is none', () => {
    expect(() => setLogLevel({}, { BENCH_LOG_LEVEL: 'loud' })).toThrow(expect.objectContaining({ code: 'USAGE' }))
  })

  test.each([
    ['--data https://me:hunter2@host/x.csv', '--data https://me:***@host/x.csv'],
    ['API_KEY=abc123 next', 'API_KEY=*** next'],
    ['{"accessToken":"abc","n":1}', '{"accessToken":"***","n":1}'],
    ['https://host/x?token=abc&n=1', 'https://host/x?token=***&n=1'],
    ['password: open sesame', 'password: *** sesame'],
    ['fast=20 --data spx-1d', 'fast=20 --data spx-1d'],
  ])('blots secrets out of %s', (text, shown) => {
    expect(withoutSecrets(text)).toBe(shown)
  })
})
