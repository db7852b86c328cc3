import { expect, test } from 'vitest'
import { ownConfigNote } from './own-config.js'

const settings = { ownFile: '/somewhere/strategies/configs/mine.yaml', sources: { cash: 'strategy', fees: 'flag' } } as const

test('a run says what of the strategy’s own file is in force, each parameter by name', () => {
  expect(ownConfigNote(settings, { own: ['level', 'hold'], leftOut: [] })).toEqual([
    'Settings of the strategy’s own file strategies/configs/mine.yaml, where nothing else was given: cash, params.level, params.hold.',
  ])
  expect(ownConfigNote({ ...settings, sources: {} }, { own: [], leftOut: [] })).toEqual([expect.stringMatching(/was given: none\.$/)])
})

test('and what does not hold since the parameter was given from which it makes exceptions, whatever file it stands in', () => {
  const note = 'params.levels of a config file is left out: what it makes exceptions from was given after it.'
  expect(ownConfigNote({ ...settings, ownFile: null }, { own: [], leftOut: ['levels'] })).toEqual([note])
  expect(ownConfigNote(settings, { own: [], leftOut: ['levels'] })).toEqual([expect.stringContaining('cash.'), note])
})
