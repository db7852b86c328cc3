import { describe, expect, test } from 'vitest'
import type { BenchError } from '../../std/errors.js'
import { parseConfig } from './config-file.js'

function values(text: string): Record<string, unknown> {
  return Object.fromEntries([...parseConfig(text, 'bench.yaml').entries].map(([key, { value }]) => [key, value]))
}

function failure(text: string): Pick<BenchError, 'code' | 'message' | 'hint'> {
  try {
    parseConfig(text, 'bench.yaml')
  } catch (error) {
    return error as BenchError
  }
  throw new Error('it was taken')
}

describe('a config file', () => {
  test('is YAML, in the same short forms as the flags', () => {
    const text = 'cash: 50000\nfees: 0.005/share\nparticipation: 10%\ndata: [a, b]\nfrom: 2005-01-31\nparams:\n  fast: 20\n'
    expect(values(text)).toEqual({ cash: 50_000, fees: { perShare: 0.005 }, participation: 0.1, data: ['a', 'b'], from: '2005-01-31' })
    expect(parseConfig(text, 'bench.yaml').params).toEqual({ fast: 20 })
  })

  test('is JSON too, in the long forms', () => {
    expect(values('{ "fees": { "perShare": 0.005, "minimum": 1 }, "data": "spx-1d" }')).toEqual({
      fees: { perShare: 0.005, minimum: 1 },
      data: ['spx-1d'],
    })
  })

  test('that is empty says nothing', () => {
    expect(values('# nothing yet\n')).toEqual({})
  })

  test('says where each value stands', () => {
    expect(parseConfig('\ncash: 1\n\nseed: 2\n', 'bench.yaml').entries.get('seed')?.where).toBe('bench.yaml:4')
  })

  test('with an unknown key is refused at its line, with the nearest key', () => {
    expect(failure('cash: 1\nslipage: none\n')).toMatchObject({
      code: 'BAD_CONFIG',
      message: "bench.yaml:2: 'slipage' is not a key",
      hint: 'did you mean `slippage`?',
    })
  })

  test.each([
    ['breakers: { drawdon: 10% }', "'breakers.drawdon' is not a key", 'did you mean `drawdown`?'],
    ['governor: { dailyTrade: 3 }', "'governor.dailyTrade' is not a key", 'did you mean `dailyTrades`?'],
    [
      'filters: { volatility: { measure: atrr, max: 5% } }',
      "filters.volatility.measure: 'atrr' may not stand there",
      'did you mean `atr`?',
    ],
  ])('%j is told the nearest name', (text, message, hint) => {
    expect(failure(text)).toMatchObject({ code: 'BAD_CONFIG', message: `bench.yaml:1: ${message}`, hint })
  })

  test.each([
    ['cash: -5', /^bench\.yaml:1: cash: .*>0/],
    ['cash: lots', /^bench\.yaml:1: cash: 'lots' is not a number/],
    ['\n\nfees: 5/lot', /^bench\.yaml:3: fees: '5\/lot' is not a fee/],
    ['fees: { perShare: 1, minimun: 2 }', /^bench\.yaml:1: 'fees.minimun' is not a key/],
    ['sizing: { atrRisk: 1%, bars: 14.5 }', /^bench\.yaml:1: sizing\.bars: expected int/],
    ['from: yesterday', /not a date/],
    ['timing: later', /not one of/],
    ['- a\n- b', /holds no keys/],
    ['cash: [', /^bench\.yaml:\d+: /],
    ['cash: 1\ncash: 2', /^bench\.yaml:2: /],
  ])('%j is refused with its place', (text, message) => {
    const error = failure(text)
    expect(error.code).toBe('BAD_CONFIG')
    expect(error.message).toMatch(message)
  })
})
