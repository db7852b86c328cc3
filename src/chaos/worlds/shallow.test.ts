import { expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { shallow } from './shallow.js'

test('a share of the volume is left, and of the least a lot', () => {
  const made = handSeries('A', flatBars(100, 100))
  made.columns.volume.set([5_000, 100])
  const { columns } = shallow(made, 0.001)
  expect([...columns.volume]).toEqual([5, 1])
  expect([...made.columns.volume]).toEqual([5_000, 100])
  expect(columns.close).toEqual(made.columns.close)
})
