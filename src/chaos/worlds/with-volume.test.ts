import { expect, test } from 'vitest'
import { flatBars, handSeries } from '../../../tests/fixtures/series.js'
import { withVolume } from './with-volume.js'

test('so many lots are left, spread as they were, and in each bar at least one', () => {
  const made = handSeries('A', flatBars(100, 100))
  made.columns.volume.set([5_000, 100])
  const { columns } = withVolume(made, 51)
  expect([...columns.volume]).toEqual([50, 1])
  expect([...made.columns.volume]).toEqual([5_000, 100])
  expect(columns.close).toEqual(made.columns.close)
})
