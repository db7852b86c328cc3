import { expect, test, vi } from 'vitest'
import { progress } from './progress.js'

test('nothing is drawn for a short run, nor where nobody watches', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  for (const isShown of [true, false]) {
    const shown = progress(isShown)
    shown.update(1, 2)
    shown.stop()
  }
  expect(write).not.toHaveBeenCalled()
  write.mockRestore()
})
