// What a check says of bars: a finding for each fault, the first of a kind kept in full and all of them counted.

import type { EpochMs } from '../../model/time.js'

/** error: a number or a time is wrong, and a run would use it. warning: missing or suspicious, look at it. info: as it should be, good to know. */
export type Severity = 'error' | 'warning' | 'info'

/** What a check found at one place. */
export interface Found {
  readonly severity: Severity
  /** Index of the bar in the source, from 0; where bars are missing, of the first one after them; null for the whole series. */
  readonly row: number | null
  /** When it is, or where what is missing should have been; null for the whole series. */
  readonly time: EpochMs | null
  /** What is wrong, with the numbers. */
  readonly message: string
  readonly hint: string
}

export interface Finding extends Found {
  /** Id of the check. */
  readonly check: string
  readonly instrument: string
  /** Line of the file that was read, from 1; null for bars that come from a dataset. */
  readonly line: number | null
}

/** All that one check found in one series. */
export interface FindingGroup {
  readonly check: string
  readonly instrument: string
  readonly counts: Readonly<Record<Severity, number>>
  /** The first ones of each severity. */
  readonly findings: readonly Finding[]
}

/** Findings kept of one check, series and severity; the rest are only counted. */
const LISTED_FINDINGS = 20

/** Gathers the findings of one check on one series. */
export class FindingCollector {
  readonly #check: string
  readonly #instrument: string
  readonly #line: ((row: number) => number) | null
  readonly #counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  readonly #findings: Finding[] = []

  constructor(check: string, instrument: string, line: ((row: number) => number) | null) {
    this.#check = check
    this.#instrument = instrument
    this.#line = line
  }

  add(found: Found): void {
    this.#counts[found.severity]++
    if (this.#counts[found.severity] > LISTED_FINDINGS) return
    const line = this.#line === null || found.row === null ? null : this.#line(found.row)
    this.#findings.push({ check: this.#check, instrument: this.#instrument, line, ...found })
  }

  group(): FindingGroup {
    return { check: this.#check, instrument: this.#instrument, counts: { ...this.#counts }, findings: this.#findings }
  }
}
