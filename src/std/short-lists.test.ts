import { describe, expect, test } from 'vitest'
import { withOne, without } from './short-lists.js'

describe('short lists', () => {
  test('grow by one at the end, and the list stays as it was', () => {
    const list = ['a', 'b']
    expect(withOne(list, 'c')).toEqual(['a', 'b', 'c'])
    expect(withOne([], 'c')).toEqual(['c'])
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
