// Operating errors: what a user, a file or a broker can get wrong. One table holds every code and the exit code it ends with.

/** Exit codes of `bench`: 0 fine, 1 unexpected, 2 usage or config, 3 a gate failed, 4 data or broker, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130

const codes = {
  USAGE: 2,
  UNKNOWN_COMMAND: 2,
  UNKNOWN_OPTION: 2,
  UNKNOWN_STRATEGY: 2,
  UNKNOWN_PARAMETER: 2,
  UNKNOWN_INSTRUMENT: 2,
  BAD_PARAMETER: 2,
  BAD_CONFIG: 2,
  BAD_SCHEDULE: 2,
  UNKNOWN_FAULT: 2,
  UNKNOWN_SCENARIO: 2,
  UNKNOWN_WORLD: 2,
  UNKNOWN_CASE: 2,
  NOTHING_TO_SHRINK: 2,
  BAD_SCENARIO: 2,
  BAD_STRATEGY: 2,
  STRATEGY_THREW: 2,
  STRATEGY_STOPPED: 2,
  BAD_SQL: 2,
  GATE_FAILED: 3,
  GOLDEN_MISMATCH: 3,
  UNKNOWN_DATASET: 4,
  DATASET_EXISTS: 4,
  FILE_EXISTS: 4,
  NO_SUCH_FILE: 4,
  BAD_DATA: 4,
  NO_BARS: 4,
  OUTSIDE_CALENDAR: 4,
  NO_FEE_ROW: 4,
  CATALOG_DAMAGED: 4,
  DISK_FULL: 4,
  UNKNOWN_RUN: 4,
  RUN_DAMAGED: 4,
  EXTENSION_MISSING: 4,
  FONTS_MISSING: 4,
  PACKAGE_MISSING: 4,
} as const satisfies Record<string, ExitCode>

/** Every code that a `BenchError` can have. */
export type ErrorCode = keyof typeof codes

/** An error the user can act on: what happened, with the numbers, then a hint with the next step. */
export class BenchError extends Error {
  override readonly name = 'BenchError'
  readonly code: ErrorCode
  readonly hint: string
  constructor(code: ErrorCode, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    this.hint = hint
  }
  get exitCode(): ExitCode {
    return codes[this.code]
  }
}
