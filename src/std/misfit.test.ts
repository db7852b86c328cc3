import { expect, test } from 'vitest'
import { z } from 'zod'
import { misfitOf } from './misfit.js'

const deed = z.strictObject({ at: z.number(), does: z.enum(['reduce', 'halt']).optional() })
const schema = z.strictObject({
  breakers: z.union([z.literal('off'), z.strictObject({ drawdown: z.union([z.literal('off'), deed]).optional() })]).optional(),
  worlds: z.union([z.literal('all'), z.array(z.enum(['minutes', 'days']))]).optional(),
  many: z.enum(Array.from({ length: 20 }, (_, place) => `name-${place}`)).optional(),
})

test.each([
  [{ braekers: 'off' }, ['braekers'], "'braekers' is not a key", 'did you mean `breakers`?'],
  [{ breakers: { drawdwn: 'off' } }, ['breakers', 'drawdwn'], "'breakers.drawdwn' is not a key", 'did you mean `drawdown`?'],
  [
    { breakers: { drawdown: { at: 1, zzz: 1 } } },
    ['breakers', 'drawdown', 'zzz'],
    "'breakers.drawdown.zzz' is not a key",
    'the keys are at, does',
  ],
  [
    { breakers: { drawdown: { at: 1, does: 'hlat' } } },
    ['breakers', 'drawdown', 'does'],
    "breakers.drawdown.does: 'hlat' may not stand there",
    'did you mean `halt`?',
  ],
  [{ breakers: 'fo' }, ['breakers'], 'breakers: expected "off", or expected object, received string', null],
  [{ worlds: ['minutes', 'dyas'] }, ['worlds', '1'], "worlds.1: 'dyas' may not stand there", 'did you mean `days`?'],
  [{ many: 'nobody' }, ['many'], "many: 'nobody' may not stand there", null],
  [{ breakers: { drawdown: { at: 'x' } } }, ['breakers', 'drawdown', 'at'], 'breakers.drawdown.at: expected number, received string', null],
])('%j is told by the name that is wrong', (value, path, message, hint) => {
  expect(misfitOf(value, schema)).toEqual({ path, message, hint })
})

test('what fits is no misfit', () => {
  expect(misfitOf({ breakers: 'off' }, schema)).toBeNull()
})
