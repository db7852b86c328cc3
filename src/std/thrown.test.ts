import { expect, test } from 'vitest'
import { BenchError } from './errors.js'
import { readThrown } from './thrown.js'

const { proxy: unreadable, revoke } = Proxy.revocable({}, {})
revoke()

test('an error is read with its stack, a text as it is', () => {
  const error = new RangeError('boom')
  expect(readThrown(error)).toEqual({ ours: null, message: 'boom', stack: error.stack, cause: error })
  expect(readThrown('boom')).toEqual({ ours: null, message: 'boom', stack: '', cause: 'boom' })
})

test('an error of bench keeps its code and hint, also where its cause cannot be read', () => {
  const ours = new BenchError('BAD_STRATEGY', 'no', 'hint', { cause: unreadable })
  expect(readThrown(ours)).toEqual({ ours, message: 'no', stack: '', cause: ours })
})

test('what throws as it is read is told as that', () => {
  expect(readThrown(unreadable)).toEqual({ ours: null, message: 'something that throws as it is read', stack: '', cause: undefined })
})

test('a text that can be read is kept where the stack cannot', () => {
  const half = Object.defineProperty({ message: 'half' }, 'stack', {
    get() {
      throw new Error('no')
    },
  })
  expect(readThrown(half)).toMatchObject({ message: 'half', stack: '' })
})
