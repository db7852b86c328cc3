import { expect, test } from 'vitest'
import { z } from 'zod'
import { faultText, firstFault } from './schema-fault.js'

const part = z.union([z.number().max(1), z.string().regex(/%$/, 'write a percent such as 10%')])
const breaker = z.union([z.literal('off'), z.strictObject({ at: part, action: z.enum(['reduce', 'halt']).optional() })])
const schema = z.object({ breakers: z.union([z.enum(['profile', 'off']), z.strictObject({ drawdown: breaker.optional() })]) })

test.each<[unknown, string]>([
  ['on', 'breakers: expected one of "profile"|"off", or expected object, received string'],
  [{ drawdown: '15%' }, 'breakers.drawdown: expected "off", or expected object, received string'],
  [{ drawdown: { at: 0.1, action: 'stop' } }, 'breakers.drawdown.action: expected one of "reduce"|"halt"'],
  [{ drawdown: { at: 'x' } }, 'breakers.drawdown.at: write a percent such as 10%'],
  [{ drawdown: { at: 10 } }, 'breakers.drawdown.at: Too big: expected number to be <=1'],
  [{ drawdwn: 'off' }, 'breakers: Unrecognized key: "drawdwn"'],
])('%j is wrong where it is wrong', (breakers, text) => {
  const fault = firstFault(schema.safeParse({ breakers }).error)
  expect(fault === null ? '' : faultText(fault)).toBe(text)
})

const sizing = z.union([
  z.strictObject({ lots: z.number() }),
  z.strictObject({ risk: z.number() }),
  z.strictObject({ atr: z.number(), bars: z.number().int().default(14) }),
])

test.each<[unknown, string]>([
  [{ atr: 1, bars: 14.5 }, 'bars: expected int, received number'],
  [{ risk: 1, atr: 1 }, 'Unrecognized key: "atr", or Unrecognized key: "risk"'],
  [{ lots: 'x' }, 'lots: expected number, received string'],
  ['all', 'expected object, received string'],
])('of several forms %j is held to the one that knows its keys', (value, text) => {
  const fault = firstFault(sizing.safeParse(value).error)
  expect(fault === null ? '' : faultText(fault)).toBe(text)
})

test('what fits has no fault, and a value without a place says only what is wrong', () => {
  expect(firstFault(schema.safeParse({ breakers: 'off' }).error)).toBeNull()
  const fault = firstFault(z.union([z.number().int(), z.literal('unlimited')]).safeParse(1.5).error)
  expect(fault === null ? '' : faultText(fault)).toBe('expected int, received number, or expected "unlimited"')
})
