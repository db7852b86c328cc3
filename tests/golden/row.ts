// One line of the golden table: what was held to which reference, and how it came out.

export interface GoldenRow {
  readonly file: string
  readonly item: string
  /** Our switches that match the reference, where it takes any. */
  readonly policies?: string
  /** Values compared, those without a figure on both sides included. */
  readonly compared: number
  /** Largest |ours − theirs| ÷ max(1, |theirs|). */
  readonly maxDiff: number
  readonly outcome: 'equal' | 'mismatch' | 'not ours'
  readonly note: string
}

/** A reference value under its name; NaN and infinities stand as strings. `ours` undefined: we have no such figure. */
export interface Comparison {
  readonly name: string
  readonly ours: number | string | null | undefined
  readonly theirs: number | string | null
}

const tolerance = 1e-9

/** Sums up the comparisons of one group: mismatches are named with both values, figures we do not have are named too. */
export function goldenRow(file: string, item: string, comparisons: readonly Comparison[], note = ''): GoldenRow {
  const ours = comparisons.filter((comparison) => comparison.ours !== undefined)
  const wrong = ours.filter((comparison) => !(difference(comparison) <= tolerance))
  const missing = comparisons.filter((comparison) => comparison.ours === undefined).map(({ name }) => name)
  const notes = [
    note,
    ...wrong.map(({ name, ours, theirs }) => `${name}: ours ${ours}, theirs ${theirs}`),
    missing.length === 0 ? '' : `not ours: ${missing.join(', ')}`,
  ]
  return {
    file,
    item,
    compared: ours.length,
    maxDiff: ours.reduce((worst, comparison) => Math.max(worst, difference(comparison)), 0),
    outcome: wrong.length > 0 ? 'mismatch' : ours.length === 0 ? 'not ours' : 'equal',
    note: notes.filter((part) => part !== '').join('; '),
  }
}

/** Null on our side is what NaN and infinity are on theirs; text and null have to be the same. */
function difference({ ours, theirs }: Comparison): number {
  if (typeof ours === 'number' && typeof theirs === 'number') return Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs))
  if (ours === null && typeof theirs === 'string' && /^(NaN|-?Infinity)$/.test(theirs)) return 0
  return ours === theirs ? 0 : Infinity
}
