import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../../std/property.testing.js'
import { Displacement, type ImpactCurve, logShift, meanMultiple, shiftOf, temporaryShift, unitsWithin } from './impact-model.js'

const curve: ImpactCurve = { y: 1, kappa: 1, feedback: 0, sigma: 0.02, volume: 1_000_000 }
const minute = 60_000
const halfHour = 30 * minute

const anyCurve = fc.record({
  y: fc.double({ min: 0, max: 3, noNaN: true }),
  kappa: fc.double({ min: 0, max: 3, noNaN: true }),
  feedback: fc.constantFrom(0, 0, 0.5, 2),
  sigma: fc.double({ min: 1e-4, max: 0.2, noNaN: true }),
  volume: fc.double({ min: 1e2, max: 1e9, noNaN: true }),
})
/** Shares of a day's volume, so that prices stay prices. */
const share = fc.double({ min: -1, max: 1, noNaN: true }).map((value) => (Math.abs(value) < 1e-6 ? 0 : value))

const cases = { numRuns: runs(10_000) }

function displacedBy(displaced: number, permanent = 0): Displacement {
  return Object.assign(new Displacement(), { displaced, permanent })
}

/** Pays for a fill and books it; answers the cost as a multiple of the recorded price times units. */
function trade(state: Displacement, units: number, on: ImpactCurve): number {
  const cost = units * Math.exp(logShift(on, state)) * meanMultiple(on, state, units)
  state.take(units, on)
  return cost
}

describe('the temporary shift', () => {
  it('is Y daily standard deviations for a day’s volume, and goes with the root of less', () => {
    expect(temporaryShift(curve, 1_000_000)).toBeCloseTo(0.02, 15)
    expect(temporaryShift(curve, 10_000)).toBeCloseTo(0.002, 15)
    expect(temporaryShift(curve, -10_000)).toBeCloseTo(-0.002, 15)
    expect(temporaryShift(curve, 0)).toBe(0)
  })

  it('is larger where displaced volume feeds back into volatility', () => {
    expect(temporaryShift({ ...curve, feedback: 0.5 }, 1_000_000)).toBeCloseTo(0.03, 15)
  })
})

describe('a displacement', () => {
  it('decays with its time constant, and leaves the permanent shift', () => {
    const state = displacedBy(1000, 0.01)
    state.decay(halfHour, halfHour)
    expect(state.displaced).toBeCloseTo(1000 / Math.E, 9)
    expect(state.permanent).toBe(0.01)
  })

  it('ends: what is below a millionth of a unit is gone', () => {
    const state = displacedBy(1000)
    state.decay(24 * 60 * minute, halfHour)
    expect([state.displaced, state.permanent]).toEqual([0, 0])
  })

  it('stays where no time has gone by, and keeps a millionth of a unit', () => {
    for (const units of [1000, -5e-7]) {
      const state = displacedBy(units)
      for (const time of [0, -minute, Number.NaN]) state.decay(time, halfHour)
      expect(state.displaced).toBe(units)
    }
    for (const units of [1e-6, -1e-6]) {
      const state = displacedBy(units)
      state.decay(minute, Number.POSITIVE_INFINITY)
      expect(state.displaced).toBe(units)
    }
  })

  it('is copied with both parts', () => {
    const state = displacedBy(1000, 0.01)
    const copy = state.copy()
    expect(copy).toEqual(state)
    copy.take(10, curve)
    expect(state.displaced).toBe(1000)
  })

  it('takes a fill into both parts', () => {
    const state = new Displacement()
    state.take(10_000, curve)
    expect(state).toMatchObject({ displaced: 10_000, permanent: 0.02 * 0.01 })
  })
})

describe('the price of a fill', () => {
  it('is the closed form where there is only a temporary part: 2·((u − 1)·e^u + 1)/u² with u = g(q)', () => {
    const only = { ...curve, kappa: 0, sigma: 0.5 }
    for (const units of [1, 1000, 250_000, 1_000_000, 16_000_000]) {
      const u = temporaryShift(only, units)
      expect(meanMultiple(only, new Displacement(), units)).toBeCloseTo((2 * ((u - 1) * Math.exp(u) + 1)) / u ** 2, u < 0.01 ? 6 : 12)
    }
  })

  it('is the closed form where there is only a permanent part: (e^u − 1)/u with u = κσq/V', () => {
    const only = { ...curve, y: 0, sigma: 0.5 }
    for (const units of [-3_000_000, -10, 7, 250_000, 20_000_000, 31_800_000, 99_000_000]) {
      const u = 0.5 * (units / 1_000_000)
      expect(meanMultiple(only, new Displacement(), units) / (Math.expm1(u) / u)).toBeCloseTo(1, 13)
    }
  })

  it('is the closed form where the fill takes what was displaced back to nothing', () => {
    const only = { ...curve, kappa: 0, sigma: 0.5 }
    // From −q to 0 the log rises by u = g(q) less g of what is left: e^u times the mean of e^−g.
    const u = temporaryShift(only, 250_000)
    const expected = (Math.exp(u) * 2 * (1 - (u + 1) * Math.exp(-u))) / u ** 2
    expect(meanMultiple(only, displacedBy(-250_000), 250_000)).toBeCloseTo(expected, 12)
  })

  it('is the sum over a fine grid where there are both parts and the fill turns the displacement round', () => {
    const stressed = { ...curve, sigma: 0.3, feedback: 0.5 }
    const state = displacedBy(-400_000)
    const units = 900_000
    const steps = 2_000_000
    let sum = 0
    for (let k = 0; k < steps; k++) sum += Math.exp(shiftOf(stressed, state.displaced, ((k + 0.5) / steps) * units))
    expect(meanMultiple(stressed, state, units)).toBeCloseTo(sum / steps, 8)
  })

  it('is the recorded one, to the bit, where both coefficients are zero', () => {
    fc.assert(
      fc.property(anyCurve, share, share, (some, held, part) => {
        const free = { ...some, y: 0, kappa: 0 }
        expect(meanMultiple(free, displacedBy(held * some.volume), part * some.volume)).toBe(1)
      }),
      { numRuns: runs(1000) },
    )
  })

  it('is none where the size leaves every range', () => {
    expect(meanMultiple(curve, new Displacement(), 1e15)).toBe(Number.POSITIVE_INFINITY)
    expect(meanMultiple(curve, new Displacement(), -1e15)).toBe(Number.POSITIVE_INFINITY)
    // Fifty e-folds are a price, a little more is none.
    const linear = { ...curve, y: 0, sigma: 0.5 }
    expect(meanMultiple(linear, new Displacement(), 100_000_000) / (Math.expm1(50) / 50)).toBeCloseTo(1, 12)
    expect(meanMultiple(linear, new Displacement(), 100_000_001)).toBe(Number.POSITIVE_INFINITY)
    expect(meanMultiple(curve, new Displacement(), Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  })

  it('does not change when an order is split at one instant', () => {
    fc.assert(
      fc.property(
        anyCurve,
        share,
        fc.double({ min: -1, max: 1, noNaN: true }).filter((part) => Math.abs(part) > 1e-6),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6, size: 'max' }),
        (some, held, part, cuts) => {
          const units = part * some.volume
          const [whole, split] = [displacedBy(held * some.volume), displacedBy(held * some.volume)]
          const paid = trade(whole, units, some)
          const points = [0, ...cuts.sort((a, b) => a - b), 1].map((point) => point * units)
          let paidInParts = 0
          for (let k = 1; k < points.length; k++) paidInParts += trade(split, (points[k] as number) - (points[k - 1] as number), some)
          expect(Math.abs(paidInParts - paid)).toBeLessThanOrEqual(1e-9 * Math.abs(paid))
          expect(Math.abs(split.displaced - whole.displaced)).toBeLessThanOrEqual(1e-9 * some.volume)
          expect(Math.abs(split.permanent - whole.permanent)).toBeLessThanOrEqual(1e-9)
        },
      ),
      { ...cases, examples: [[curve, 0, 0.1, [0.5]]] },
    )
  })

  it('leaves no free round trip: whoever starts undisplaced and ends with what he had has paid', () => {
    fc.assert(
      fc.property(
        anyCurve,
        fc.array(fc.record({ part: share, wait: fc.double({ min: 0, max: 240 * minute, noNaN: true }) }), {
          minLength: 1,
          maxLength: 12,
          size: 'max',
        }),
        (some, trades) => {
          const state = new Displacement()
          let [paid, held, traded] = [0, 0, 0]
          const go = (units: number): void => {
            paid += trade(state, units, some)
            held += units
            traded += Math.abs(units)
          }
          for (const { part, wait } of trades) {
            go(part * some.volume)
            state.decay(wait, halfHour)
          }
          go(-held)
          // What is paid is a difference of large sums: it is exact to their last bits.
          expect(paid).toBeGreaterThanOrEqual(-1e-9 * traded)
        },
      ),
      cases,
    )
  })

  it('costs nothing where the round trip is over at once, and more the longer it waits', () => {
    const costAfter = (wait: number): number => {
      const state = new Displacement()
      const bought = trade(state, 50_000, curve)
      state.decay(wait, halfHour)
      return bought + trade(state, -50_000, curve)
    }
    expect(costAfter(0)).toBeCloseTo(0, 6)
    expect(costAfter(minute)).toBeGreaterThan(costAfter(0) + 1)
    expect(costAfter(halfHour)).toBeGreaterThan(costAfter(minute))
  })
})

describe('the units within a shift of the price', () => {
  it('move it so far and no farther', () => {
    fc.assert(
      fc.property(
        anyCurve,
        share,
        fc.constantFrom<1 | -1>(1, -1),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (some, held, side, shift) => {
          const state = displacedBy(held * some.volume)
          const units = unitsWithin(some, state, side, shift, some.volume)
          expect(side * shiftOf(some, state.displaced, side * units)).toBeLessThanOrEqual(shift)
          if (units < some.volume) {
            const more = units + 1e-9 * some.volume
            expect(side * shiftOf(some, state.displaced, side * more)).toBeGreaterThanOrEqual(shift - 1e-12)
          }
        },
      ),
      { numRuns: runs(2000) },
    )
  })

  it('are what a permanent part alone says, on either side', () => {
    const linear = { ...curve, y: 0 }
    for (const side of [1, -1] as const) {
      expect(unitsWithin(linear, new Displacement(), side, 0.01, 1_000_000)).toBeCloseTo(500_000, 6)
      expect(unitsWithin(linear, new Displacement(), side, 0.01, 500_000 - 1)).toBe(500_000 - 1)
    }
    // What was displaced by buying comes back first, and takes the price down faster than fresh selling would.
    const square = { ...curve, kappa: 0 }
    expect(unitsWithin(square, displacedBy(40_000), -1, 0.002, 1_000_000)).toBeCloseTo(30_000, 6)
    expect(unitsWithin(square, displacedBy(10_000), 1, 0.002, 1_000_000)).toBeCloseTo(30_000, 6)
  })

  it('are all where they move it just so far, and where nothing moves it', () => {
    // A day of 1,024 units: one of them moves the log by 2^−10.
    const binary: ImpactCurve = { y: 0, kappa: 1, feedback: 0, sigma: 1, volume: 1024 }
    expect(unitsWithin(binary, new Displacement(), 1, 0.5, 1024)).toBe(512)
    expect(unitsWithin(binary, new Displacement(), 1, 0.5, 512)).toBe(512)
    expect(unitsWithin({ ...curve, y: 0, kappa: 0 }, new Displacement(), 1, 0, 1000)).toBe(1000)
  })

  it('are none of an order for none, and none within a shift that is no number', () => {
    for (const most of [0, -5, Number.NaN]) expect(unitsWithin(curve, new Displacement(), 1, 0.01, most)).toBe(0)
    expect(unitsWithin(curve, new Displacement(), 1, Number.NaN, 1000)).toBe(0)
  })

  it('are none where the price is there already', () => {
    expect(unitsWithin(curve, new Displacement(), 1, -0.01, 1000)).toBe(0)
    expect(unitsWithin(curve, new Displacement(), 1, 0, 1000)).toBe(0)
  })
})

/*
 * Almgren, Thum, Hauptmann and Li (2005), Direct estimation of equity market impact, Risk 18(7). Permanent: I = γ·σ·(X/V)·(Θ/V)^¼ (they fit α = 0.891
 * and δ = 0.267, and settle on 1 and ¼); cost of a trade over a time of T days: J = I/2 + η·σ·|X/(V·T)|^β, γ = 0.314, η = 0.142, β = 0.600. Their two
 * stocks, and a tenth of a day's volume. Ours is another model, of a trade at one instant: the figures must be of one size, not equal.
 */
describe('against the fit of Almgren 2005', () => {
  const [gamma, eta, alpha, beta, delta] = [0.314, 0.142, 0.891, 0.6, 0.267]
  const stocks = [
    { name: 'IBM', sigma: 0.0157, volume: 6.561e6, outstanding: 1.728e9 },
    { name: 'DRI', sigma: 0.0226, volume: 1.929e6, outstanding: 1.68e8 },
  ]

  it.each(stocks)('$name: a tenth of a day’s volume costs between half and twice as much', ({ sigma, volume, outstanding }) => {
    const permanent = gamma * sigma * 0.1 * (outstanding / volume) ** 0.25
    const theirs = permanent / 2 + eta * sigma * (0.1 / 0.1) ** beta
    const ours = meanMultiple({ ...curve, sigma, volume }, new Displacement(), 0.1 * volume) - 1
    expect(theirs * 1e4).toBeGreaterThan(25)
    expect(ours / theirs).toBeGreaterThan(0.5)
    expect(ours / theirs).toBeLessThan(2)
  })

  it.each(stocks)('$name: κ = 1 is of the size of their permanent part', ({ volume, outstanding }) => {
    const theirs = gamma * (outstanding / volume) ** delta * 0.1 ** (alpha - 1)
    expect(theirs).toBeGreaterThan(0.5)
    expect(theirs).toBeLessThan(2)
  })
})
