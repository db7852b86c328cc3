import { expect, test } from 'vitest'
import { hasColor } from './colors.js'

test.each<readonly [boolean, NodeJS.ProcessEnv, boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('a terminal: %s, with %j, has colour: %s', (isTTY, environment, expected) => {
  expect(hasColor({ isTTY }, environment)).toBe(expected)
})
