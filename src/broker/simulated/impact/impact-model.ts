// The model of market impact: what our own trades do to the price of one listing. A temporary part follows the volume that we displaced and
// decays with it; a permanent part stays. Square-root law for the temporary part (Almgren et al. 2005; Bouchaud 2009), linear permanent part: the
// only form of a permanent part that leaves no free round trips (Huberman and Stanzl 2004).

import { integrate } from './gauss-legendre.js'

/** The numbers of one listing on one day. */
export interface ImpactCurve {
  /** Size of the temporary part: a displaced day's volume moves the price by `y` daily standard deviations. */
  readonly y: number
  /** Size of the permanent part: a day's volume bought moves the price for good by `kappa` daily standard deviations. */
  readonly kappa: number
  /** Share by which volatility rises when a day's volume is displaced; 0 for none. */
  readonly feedback: number
  /** Standard deviation of a day's log return. */
  readonly sigma: number
  /** Units traded on a usual day. */
  readonly volume: number
}

/** Log shifts beyond this are no prices any more: e^50 is 5e21. */
const MOST_SHIFT = 50

/** e-folds that one rule of sixteen nodes covers to the last bits. */
const FOLDS_A_PANEL = 8

/** Where a listing stands: what our trades have displaced and shifted so far. */
export class Displacement {
  /** Displaced volume D in units: positive after buying. */
  displaced = 0
  /** Permanent log shift M. */
  permanent = 0

  copy(): Displacement {
    const copy = new Displacement()
    copy.displaced = this.displaced
    copy.permanent = this.permanent
    return copy
  }

  /** Lets the displaced volume decay over a time, both in ms: D·e^(−Δt/τ). What is left below a millionth of a unit is gone. */
  decay(elapsedMs: number, tauMs: number): void {
    if (!(elapsedMs > 0)) return
    this.displaced *= Math.exp(-elapsedMs / tauMs)
    if (Math.abs(this.displaced) < 1e-6) this.displaced = 0
  }

  /** A fill of signed units: D += q, M += κσq/V. */
  take(units: number, curve: ImpactCurve): void {
    this.displaced += units
    this.permanent += permanentPerUnit(curve) * units
  }
}

/** g(D) = Y·σ·sgn(D)·√(|D|/V), with σ·(1 + feedback·|D|/V) in the place of σ: the temporary log shift at a displacement. */
export function temporaryShift({ y, sigma, volume, feedback }: ImpactCurve, displaced: number): number {
  const days = Math.abs(displaced) / volume
  return Math.sign(displaced) * y * sigma * (1 + feedback * days) * Math.sqrt(days)
}

/** M + g(D): the log of what stands between the recorded price and ours. */
export function logShift(curve: ImpactCurve, { displaced, permanent }: Displacement): number {
  return permanent + temporaryShift(curve, displaced)
}

/**
 * What a fill of signed units pays on average, as a multiple of the price before it: the mean over x in [0, q] of exp(κσx/V + g(D + x) − g(D)).
 * In s = √|D + x| the exponent is a polynomial, so sixteen Gauss-Legendre nodes a panel give it to the last bits, and a split order pays what the
 * whole one does. Infinity beyond 50 e-folds.
 */
export function meanMultiple(curve: ImpactCurve, { displaced }: Displacement, units: number): number {
  if (units === 0) return 1
  if (!(Math.abs(shiftOf(curve, displaced, units)) <= MOST_SHIFT)) return Number.POSITIVE_INFINITY
  const end = displaced + units
  const crosses = displaced * end < 0
  const excess = crosses
    ? pieceExcess(curve, displaced, displaced, 0) + pieceExcess(curve, displaced, 0, end)
    : pieceExcess(curve, displaced, displaced, end)
  return 1 + excess / units
}

/** The log shift that a fill of signed units adds: from the price before it to the price after. */
export function shiftOf(curve: ImpactCurve, displaced: number, units: number): number {
  return permanentPerUnit(curve) * units + temporaryShift(curve, displaced + units) - temporaryShift(curve, displaced)
}

/** The most units that can be traded on a side (+1 buys) before the price has moved by a log shift; `most` where that takes more. */
export function unitsWithin(curve: ImpactCurve, { displaced }: Displacement, side: 1 | -1, shift: number, most: number): number {
  const moves = (units: number): number => side * shiftOf(curve, displaced, side * units)
  if (!(shift >= 0) || !(most > 0)) return 0
  if (moves(most) <= shift) return most
  let low = 0
  let high = most
  // The shift rises with the units: halving sixty times leaves nothing of a double's precision to win.
  for (let step = 0; step < 60; step++) {
    const middle = low + (high - low) / 2
    if (moves(middle) <= shift) low = middle
    else high = middle
  }
  return low
}

function permanentPerUnit({ kappa, sigma, volume }: ImpactCurve): number {
  return (kappa * sigma) / volume
}

/** ∫ (e^E − 1) dy from `from` to `to`, which have no zero between them; E is the log shift since `start`. */
function pieceExcess(curve: ImpactCurve, start: number, from: number, to: number): number {
  const [rootFrom, rootTo] = [Math.sqrt(Math.abs(from)), Math.sqrt(Math.abs(to))]
  // √b − √a without its cancellation.
  const width = (Math.abs(to) - Math.abs(from)) / (rootFrom + rootTo)
  const sign = from + to > 0 ? 1 : -1
  const perUnit = permanentPerUnit(curve)
  const before = temporaryShift(curve, start)
  const rises = (s: number): number => {
    const y = sign * s * s
    return 2 * s * Math.expm1(perUnit * (y - start) + temporaryShift(curve, y) - before)
  }
  const panels = Math.max(1, Math.ceil(Math.abs(shiftOf(curve, from, to - from)) / FOLDS_A_PANEL))
  const half = width / panels / 2
  let sum = 0
  for (let panel = 0; panel < panels; panel++) sum += integrate(rises, rootFrom + half * (2 * panel + 1), half)
  return sign * sum
}
