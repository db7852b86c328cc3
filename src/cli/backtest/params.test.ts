import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Strategy } from '../../strategy/define-strategy.js'
import { forInstruments, readParams } from './params.js'

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
  return readParams(strategy, { own: {}, typed: {}, texts }).values
}

test('a name of several words may be written with lines between them, on the command line and in a file', () => {
  expect(read(['min_spread_bps', '3'])).toEqual({ minSpreadBps: 3 })
  expect(read(['min-spread-bps', '3'])).toEqual({ minSpreadBps: 3 })
  expect(readParams(strategy, { own: {}, typed: { min_spread_bps: 4 }, texts: [] }).values).toEqual({ minSpreadBps: 4 })
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
    expect(readParams(strategy, { own: {}, typed: { fast: 5, ratio: 2 }, texts: [['fast', '6']] }).values).toEqual({ fast: 6, ratio: 2 })
  })

  test('and that of the strategy’s own file: what is left of this is told', () => {
    const { values, own } = readParams(strategy, { own: { fast: 5, ratio: 2, label: 'a' }, typed: { ratio: 3 }, texts: [['fast', '6']] })
    expect([values, own]).toEqual([{ fast: 6, ratio: 3, label: 'a' }, ['label']])
  })
})

describe('exceptions from a parameter', () => {
  const level = z.number().default(0.7)
  const levels = z.record(z.string(), z.number()).default({}).meta({ keys: 'instrument', exceptionsFrom: 'level' })
  const leveled: Strategy = { name: 'leveled', params: z.object({ level, levels }).refine(() => true) }
  const own = { level: 0.6, levels: { A: 0.8 } }

  test('hold beside it in one file', () => {
    expect(readParams(leveled, { own, typed: {}, texts: [] })).toEqual({ values: own, own: ['level', 'levels'], leftOut: [] })
  })

  test.each<[string, Parameters<typeof readParams>[1], levels: unknown]>([
    ['a flag after the strategy’s file', { own, typed: {}, texts: [['level', '0.9']] }, undefined],
    ['a config file after the strategy’s file', { own, typed: { level: 0.9 }, texts: [] }, undefined],
    ['a flag after a config file', { own: {}, typed: own, texts: [['level', '0.9']] }, undefined],
    ['a config file with exceptions of its own', { own, typed: { level: 0.9, levels: { B: 0.5 } }, texts: [] }, { B: 0.5 }],
  ])('go where it is set anew: %s', (_, params, left) => {
    const { values, own: ofOwn, leftOut } = readParams(leveled, params)
    expect(values).toEqual({ level: 0.9, ...(left !== undefined && { levels: left }) })
    expect([ofOwn, leftOut]).toEqual([[], left === undefined ? ['levels'] : []])
  })
})

describe('what the strategy’s own file says of instruments', () => {
  const levels = z.record(z.string(), z.number()).default({}).meta({ keys: 'instrument' })
  const leveled: Strategy = { name: 'leveled', params: z.object({ levels }) }
  const both = { levels: { A: 0.8, B: 0.6 } }

  test('holds for those of the run, and the rest of it is left out', () => {
    const own = readParams(leveled, { own: both, typed: {}, texts: [] })
    expect(forInstruments(leveled, own, ['B', 'C'])).toMatchObject({ values: { levels: { B: 0.6 } }, own: ['levels'] })
    expect(forInstruments(leveled, own, ['C'])).toMatchObject({ values: {}, own: [] })
  })

  test('but what the user’s file says stays, for the engine to refuse', () => {
    const typed = readParams(leveled, { own: {}, typed: both, texts: [] })
    expect(forInstruments(leveled, typed, ['C']).values).toEqual(both)
  })
})

describe('a parameter that cannot be', () => {
  test('is UNKNOWN_PARAMETER with the nearest name and the whole list', () => {
    const expected = { code: 'UNKNOWN_PARAMETER', hint: expect.stringMatching(/`fast`.*sma-cross has fast \(default 10\), ratio, isOn/) }
    expect(() => read(['fats', '20'])).toThrow(expect.objectContaining(expected))
    expect(() => readParams(strategy, { own: {}, typed: { fats: 20 }, texts: [] })).toThrow(expect.objectContaining(expected))
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
    expect(() => readParams(ordered, { own: {}, typed: {}, texts })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('fast is below slow') }),
    )
    expect(() => readParams(ordered, { own: {}, typed: {}, texts: [['slwo', '1']] })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PARAMETER' }),
    )
  })
})
