// The part of the config that is about where strategies run, what they may take, and what becomes of one that fails.

import { z } from 'zod'

/** Fields of the config. */
export const isolationFields = {
  isolate: z
    .enum(['none', 'worker', 'shared'])
    .default('none')
    .describe(
      'Where strategies run: none, in the engine’s own thread; worker, each in a thread of its own; shared, all in one other thread',
    ),
  eventLimitMs: z
    .number()
    .positive()
    .max(60_000)
    .default(100)
    .describe('Most that an isolated strategy may take for one event, milliseconds'),
  startLimitMs: z
    .number()
    .positive()
    .max(600_000)
    .default(10_000)
    .describe('Most that an isolated strategy may take to start, which works out its indicators over all bars, milliseconds'),
  memoryLimitMb: z
    .number()
    .int()
    .min(16)
    .max(4096)
    .default(64)
    .describe(
      'Most that an isolated strategy may hold, what its file and memory() make among it, and most that one event may take, megabytes',
    ),
  onStrategyFailure: z
    .enum(['error', 'stop', 'flatten'])
    .optional()
    .describe(
      'A strategy that throws, returns rubbish or passes a limit: the run ends, it is stopped, or its positions are closed too; flatten when isolated or guarded, else error',
    ),
}

/** Whether strategies run in a thread that is not the engine's. */
export function isIsolated({ isolate = 'none' }: FailureConfig): boolean {
  return isolate !== 'none'
}

export interface FailureConfig {
  readonly isolate?: 'none' | 'worker' | 'shared' | undefined
  readonly onStrategyFailure?: 'error' | 'stop' | 'flatten' | undefined
}

/** What becomes of a strategy that fails. */
export function failurePolicy({ isolate = 'none', onStrategyFailure }: FailureConfig): 'error' | 'stop' | 'flatten' {
  return onStrategyFailure ?? (isIsolated({ isolate }) ? 'flatten' : 'error')
}
