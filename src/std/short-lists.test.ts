import { describe, expect, test } from 'vitest'
import { withMore, without } from './short-lists.js'

describe('short lists', () => {
  test('grow at the end, and the list stays as it was', () => {
    const list = ['a', 'b']
    expect(withMore(list, ['c', 'd'])).toEqual(['a', 'b', 'c', 'd'])
    expect(withMore([], ['c'])).toEqual(['c'])
    expect(list).toEqual(['a', 'b'])
  })

  test('shrink by one wherever it stands, and the list stays as it was', () => {
    const list = ['a', 'b', 'c']
    expect(['a', 'b', 'c'].map((item) => without(list, item))).toEqual([
      ['b', 'c'],
      ['a', 'c'],
      ['a', 'b'],
    ])
    expect(without(['a'], 'a')).toEqual([])
    expect(list).toEqual(['a', 'b', 'c'])
  })

  test('stay the same list where there is nothing to take away', () => {
    const list = ['a']
    expect(without(list, 'b')).toBe(list)
  })
})
