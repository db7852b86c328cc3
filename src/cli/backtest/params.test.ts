import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Strategy } from '../../strategy/define-strategy.js'
import { readParams } from './params.js'

const strategy: Strategy = {
  name: 'sma-cross',
  params: z.object({
    fast: z.int().min(1).default(10),
    ratio: z.number().optional(),
    isOn: z.boolean().default(true),
    kind: z.enum(['simple', 'weighted']).default('simple'),
    days: z.array(z.number()).default([]),
    cap: z.union([z.number(), z.literal('none')]).default('none'),
    limit: z.number().nullable().default(null),
    label: z.string().default(''),
    minSpreadBps: z.number().default(5),
  }),
}

function read(...texts: readonly (readonly [string, string])[]): Record<string, unknown> {
  return readParams(strategy, { typed: {}, texts })
}

test('a name of several words may be written with lines between them, on the command line and in a file', () => {
  expect(read(['min_spread_bps', '3'])).toEqual({ minSpreadBps: 3 })
  expect(read(['min-spread-bps', '3'])).toEqual({ minSpreadBps: 3 })
  expect(readParams(strategy, { typed: { min_spread_bps: 4 }, texts: [] })).toEqual({ minSpreadBps: 4 })
  expect(() => read(['min_spread', '3'])).toThrow("no parameter 'min_spread'")
})

describe('a parameter as text', () => {
  test.each([
    ['fast', '20', 20],
    ['ratio', '0.5', 0.5],
    ['isOn', 'false', false],
    ['kind', 'weighted', 'weighted'],
    ['days', '1, 2,3', [1, 2, 3]],
    ['days', '', []],
    ['cap', '5', 5],
    ['cap', 'none', 'none'],
    ['limit', 'null', null],
    ['limit', '3', 3],
    ['label', '20', '20'],
    ['minSpreadBps', '2.5', 2.5],
  ])('%s=%s becomes what the schema wants', (name, text, value) => {
    expect(read([name, text])).toEqual({ [name]: value })
  })

  test('beats the one of the file', () => {
    expect(readParams(strategy, { typed: { fast: 5, ratio: 2 }, texts: [['fast', '6']] })).toEqual({ fast: 6, ratio: 2 })
  })
})

describe('a parameter that cannot be', () => {
  test('is UNKNOWN_PARAMETER with the nearest name and the whole list', () => {
    const expected = { code: 'UNKNOWN_PARAMETER', hint: expect.stringMatching(/`fast`.*sma-cross has fast \(default 10\), ratio, isOn/) }
    expect(() => read(['fats', '20'])).toThrow(expect.objectContaining(expected))
    expect(() => readParams(strategy, { typed: { fats: 20 }, texts: [] })).toThrow(expect.objectContaining(expected))
  })

  test.each([
    ['fast', '0', /fast = 0: .*>=1/],
    ['fast', '1.5', /fast = 1\.5: .*int/],
    ['fast', 'many', /fast = "many": .*expected number/],
    ['isOn', 'maybe', /isOn = "maybe": .*expected boolean/],
    ['kind', 'other', /kind = "other": .*"simple"/],
  ])('%s=%s is BAD_PARAMETER with the rule', (name, text, message) => {
    expect(() => read([name, text])).toThrow(expect.objectContaining({ code: 'BAD_PARAMETER', message: expect.stringMatching(message) }))
  })

  test('is judged by a rule over several parameters too', () => {
    const ordered = {
      ...strategy,
      params: z.object({ fast: z.number(), slow: z.number() }).refine((p) => p.fast < p.slow, 'fast is below slow'),
    }
    const texts = [
      ['fast', '30'],
      ['slow', '10'],
    ] as const
    expect(() => readParams(ordered, { typed: {}, texts })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('fast is below slow') }),
    )
    expect(() => readParams(ordered, { typed: {}, texts: [['slwo', '1']] })).toThrow(expect.objectContaining({ code: 'UNKNOWN_PARAMETER' }))
  })
})
