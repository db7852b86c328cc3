// The normal distribution: Φ through erfc by W. J. Cody's rational approximations (1969), Φ⁻¹ by M. J. Wichura's AS 241 (1988).

/** P(Z ≤ z) of a standard normal, to about 1e-16, with full relative precision in the lower tail. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2)
}

/** The z with Φ(z) = p; −Infinity at 0, Infinity at 1, NaN outside. */
export function normalInverse(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  const offset = p - 0.5
  if (Math.abs(offset) <= 0.425) return offset * rational(centralInverse, 0.180625 - offset * offset)
  const tail = Math.min(p, 1 - p)
  if (tail === 0) return offset < 0 ? -Infinity : Infinity
  const depth = Math.sqrt(-Math.log(tail))
  const z = depth <= 5 ? rational(middleInverse, depth - 1.6) : rational(farInverse, depth - 5)
  return offset < 0 ? -z : z
}

/** 1 − erf(x). */
function erfc(x: number): number {
  const size = Math.abs(x)
  if (size <= 0.46875) return 1 - x * rational(nearErf, x * x)
  if (size > 27) return x > 0 ? 0 : 2
  const tail = size <= 4 ? rational(middleErfc, size) : farTail(size)
  const value = exponentialOfMinusSquare(size) * tail
  return x > 0 ? value : 2 - value
}

function farTail(x: number): number {
  const inverseSquare = 1 / (x * x)
  return (1 / Math.sqrt(Math.PI) - inverseSquare * rational(farErfc, inverseSquare)) / x
}

/** e^(−x²) with x split in two, so that the square's rounding is not magnified. */
function exponentialOfMinusSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head))
}

/** A quotient of polynomials, coefficients by rising power. */
interface Rational {
  readonly over: readonly number[]
  readonly under: readonly number[]
}

function rational({ over, under }: Rational, x: number): number {
  return polynomial(over, x) / polynomial(under, x)
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((value, coefficient) => value * x + coefficient, 0)
}

const nearErf: Rational = {
  over: [3209.3775891384694, 377.485237685302, 113.86415415105016, 3.1611237438705655, 0.18577770618460315],
  under: [2844.236833439171, 1282.6165260773723, 244.02463793444417, 23.601290952344122, 1],
}

const middleErfc: Rational = {
  over: [
    1230.3393547979972, 2051.0783778260716, 1712.0476126340707, 881.952221241769, 298.6351381974001, 66.11919063714163, 8.883149794388377,
    0.5641884969886701, 2.1531153547440383e-8,
  ],
  under: [
    1230.3393548037495, 3439.3676741437216, 4362.619090143247, 3290.7992357334597, 1621.3895745666903, 537.1811018620099, 117.6939508913125,
    15.744926110709835, 1,
  ],
}

const farErfc: Rational = {
  over: [0.0006587491615298378, 0.016083785148742275, 0.12578172611122926, 0.36034489994980445, 0.30532663496123236, 0.016315387137302097],
  under: [0.0023352049762686918, 0.06051834131244132, 0.5279051029514285, 1.8729528499234604, 2.568520192289822, 1],
}

const centralInverse: Rational = {
  over: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087, 33430.57558358813,
    2509.0809287301227,
  ],
  under: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
    5226.495278852854,
  ],
}

const middleInverse: Rational = {
  over: [
    1.4234371107496837, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414,
  ],
  under: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995344,
    1.0507500716444169e-9,
  ],
}

const farInverse: Rational = {
  over: [
    6.657904643501104, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    0.000027115555687434876, 2.0103343992922881e-7,
  ],
  under: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548, 1.421511758316446e-7,
    2.0442631033899397e-15,
  ],
}
