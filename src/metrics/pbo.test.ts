import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../std/random.js'
import { overfitting } from './pbo.js'

const trial = (name: string, rows: number, drift = 0): Float64Array => {
  const stream = randomStream(7, name)
  return Float64Array.from({ length: rows }, () => 0.01 * stream.normal() + drift)
}

describe('the probability of backtest overfitting', () => {
  it('one trial with a real edge wins out of sample too', () => {
    const result = overfitting([trial('a', 240, 0.02), trial('b', 240), trial('c', 240), trial('d', 240)], 8)
    expect(result.pbo).toBe(0)
    expect(result.logits).toHaveLength(70)
    expect(result.probabilityOfLoss).toBe(0)
  })

  it('a trial that shines in one half by losing in the other is overfit', () => {
    const half = (sign: number) =>
      Float64Array.from({ length: 40 }, (_, i) => sign * (i < 20 ? 1 : -1) * 0.01 + (i % 2 === 0 ? 0.001 : -0.001))
    const { pbo, logits } = overfitting([half(1), half(-1)], 2)
    expect(pbo).toBe(1)
    for (const logit of logits) expect(logit).toBeCloseTo(Math.log(1 / 2), 14)
  })

  it('trailing rows that do not fill a block are dropped', () => {
    const trials = [trial('a', 83), trial('b', 83)]
    const result = overfitting(trials, 8)
    expect(result.rowsUsed).toBe(80)
    expect(result).toEqual(
      overfitting(
        trials.map((column) => column.subarray(0, 80)),
        8,
      ),
    )
  })

  it('equal trials share their rank, so the logit is zero and counts as overfit', () => {
    expect(overfitting([trial('a', 40), trial('a', 40)], 4)).toMatchObject({ pbo: 1, logitMean: 0 })
  })

  it('flat trials have figures too', () => {
    expect(overfitting([new Float64Array(16), new Float64Array(16)], 4)).toMatchObject({ pbo: 1, degradation: null, probabilityOfLoss: 0 })
  })

  it('an odd number of blocks, or more than the rows can fill, is refused', () => {
    expect(() => overfitting([trial('a', 40), trial('b', 40)], 5)).toThrow('even number of blocks')
    expect(() => overfitting([trial('a', 10), trial('b', 10)], 16)).toThrow('even number of blocks')
    expect(() => overfitting([trial('a', 40)], 4)).toThrow('two trials')
  })

  it('the scale of returns changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6, max: 3 }), (exponent) => {
        const trials = [trial('a', 60), trial('b', 60), trial('c', 60)]
        expect(
          overfitting(
            trials.map((column) => column.map((value) => value * 2 ** exponent)),
            6,
          ).pbo,
        ).toBe(overfitting(trials, 6).pbo)
      }),
    )
  })
})
