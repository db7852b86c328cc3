import { expect, test } from 'vitest'
import { percentText } from './percent-text.js'

test('a share is written as in a config, without what a double leaves over', () => {
  expect([0.05, 0.07, 1, 0.0025].map(percentText)).toEqual(['5%', '7%', '100%', '0.25%'])
})
