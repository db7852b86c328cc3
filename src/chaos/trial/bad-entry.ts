// The error of an entry that cannot be run, by its place in the schedule.

import { BenchError } from '../../std/errors.js'

export function badEntry(index: number, message: string, hint: string): BenchError {
  return new BenchError('BAD_SCHEDULE', `entry ${index + 1}: ${message}`, hint)
}
