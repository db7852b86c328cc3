// Reads `run.json` and checks it: what an older version left out is filled in, what is damaged is refused.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { metricsModes } from '../../metrics/compute.js'
import { BenchError } from '../../std/errors.js'
import { runFileNames } from '../run-file-names.js'

const count = z.number().int().nonnegative()
const hash = z.string()
const timeframe = z.templateLiteral([z.number(), z.enum(['s', 'm', 'h', 'd', 'w'])])
const counts = z.object({ bars: count, signals: count, denials: count, orders: count, fills: count, roundTrips: count })

const instrument = z.looseObject({
  id: z.string(),
  assetClass: z.enum(['equity', 'etf', 'index', 'forex', 'crypto', 'future']),
  currency: z.string(),
  tick: z.union([z.number(), z.literal('none')]),
  lot: z.number(),
  multiplier: z.number(),
  calendar: z.enum(['XNYS', '24/7', '24/5']),
  tradable: z.boolean(),
  mayBeNegative: z.boolean(),
})

const level = z.enum(['active', 'reducing', 'halted'])
const risk = z.object({
  breaches: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['warning', 'critical']),
      strategy: z.string().nullable(),
      instrument: z.string().nullable(),
      time: z.number(),
      context: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
  transitions: z.array(
    z.object({ time: z.number(), strategy: z.string().nullable(), from: level, to: level, cause: z.string(), reason: z.string() }),
  ),
  account: level,
  strategies: z.record(z.string(), level),
})

const chaos = z.object({
  faults: z.array(
    z.object({
      name: z.string(),
      fault: z.string(),
      target: z.string().nullable(),
      minutes: z.number(),
      onsets: z.array(z.number()),
    }),
  ),
  violations: z.array(
    z.object({
      invariant: z.string(),
      time: z.number(),
      message: z.string(),
      context: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
  damage: z.number(),
})

const account = z.object({
  type: z.enum(['research', 'cash', 'margin']),
  borrowFees: z.number(),
  interest: z.number(),
  settledCash: z.number().nullable(),
  margin: z
    .object({
      equity: z.number(),
      initialMargin: z.number(),
      maintenanceMargin: z.number(),
      availableFunds: z.number(),
      excessLiquidity: z.number(),
      buyingPower: z.number(),
      cushion: z.number().nullable(),
      lowestCushion: z.number().nullable(),
      liquidations: count,
    })
    .nullable(),
  virtual: z
    .array(
      z.object({
        name: z.string(),
        allocation: z.number(),
        strategy: z.string().nullable(),
        roundTrips: z.number(),
        wins: z.number(),
        pnl: z.number(),
        symbol: z.string().nullable(),
        quantity: z.number(),
      }),
    )
    .optional(),
})

const interval = z.object({
  lower: z.number(),
  upper: z.number(),
  level: z.number(),
  method: z.string(),
  blockLength: z.number(),
  resamples: count,
})

const bandEnd = z.object({
  hashes: z.object({ decision: hash, execution: hash }),
  counts,
  metrics: z.record(z.string(), z.number().nullable()),
  reasons: z.record(z.string(), z.string()),
})

const date = z.string()

const corporateAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('split'), exDate: date, ratio: z.number() }),
  z.object({
    kind: z.literal('dividend'),
    exDate: date,
    amount: z.number().nullable(),
    factor: z.number(),
    payDate: date.nullable().optional(),
  }),
  z.object({ kind: z.literal('ticker-change'), exDate: date, from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('listing'), exDate: date }),
  z.object({ kind: z.literal('delisting'), exDate: date }),
])

const bookedAction = z.object({ time: z.number(), instrument: z.string(), action: corporateAction, lots: z.number(), cash: z.number() })

const runSchema = z.looseObject({
  schema: z.literal('bench.run/1'),
  runId: z.string().min(1),
  engineVersion: z.string(),
  strategies: z
    .array(z.object({ name: z.string(), params: z.record(z.string(), z.unknown()), sourceHash: z.string().nullable(), warmUp: z.number() }))
    .min(1),
  series: z.array(
    z.object({
      instrument,
      timeframe,
      bars: count,
      from: z.number(),
      to: z.number(),
      dataHash: hash,
      label: z.string(),
      synthetic: z.boolean(),
    }),
  ),
  detail: z
    .array(
      z.object({
        instrument: z.string(),
        timeframe,
        dataHash: hash,
        bars: count,
        covered: count,
        uneven: count,
      }),
    )
    .optional(),
  predictions: z.object({ name: z.string(), count, delivered: count, from: z.number(), to: z.number(), dataHash: hash }).optional(),
  /** Where the bars came from; runs of 0.1 did not say. */
  data: z.array(z.object({ name: z.string(), catalog: z.string().optional(), options: z.record(z.string(), z.unknown()) })).default([]),
  calendar: z.enum(['XNYS', '24/7', '24/5']),
  periodsPerYear: z.number().optional(),
  currency: z.string(),
  initialCash: z.number(),
  seed: z.number(),
  hashes: z.object({ decision: hash, execution: hash, data: hash, config: hash }),
  counts,
  metrics: z.record(z.string(), z.number().nullable()),
  metricsMode: z.enum(metricsModes),
  reasons: z.record(z.string(), z.string()),
  intervals: z.record(z.string(), interval.nullable()).default({}),
  intervalReasons: z.record(z.string(), z.string()).default({}),
  band: z
    .object({
      pessimistic: bandEnd,
      optimistic: bandEnd,
      ambiguousShare: z.number().nullable(),
      ambiguousShareReason: z.string().optional(),
    })
    .optional(),
  riskFreeAnnual: z.number().optional(),
  trials: z.object({ count: z.number(), sharpeDeviation: z.number() }).nullable().default(null),
  benchmark: z
    .object({
      name: z.string(),
      totalReturn: z.number().nullable(),
      initialEquity: z.number().optional(),
      firstTrading: z.number().optional(),
    })
    .nullable(),
  openPositions: z.array(
    z.object({
      strategy: z.string(),
      instrument: z.string(),
      quantity: z.number(),
      averagePrice: z.number(),
      mark: z.number(),
      openedAt: z.number(),
      unrealizedPnl: z.number(),
      realizedPnl: z.number().default(0),
      fees: z.number().default(0),
      rate: z.number().optional(),
    }),
  ),
  /** Runs of 0.1 had no other account. */
  account: account.default({ type: 'research', borrowFees: 0, interest: 0, settledCash: null, margin: null }),
  /** What was watched; absent where nothing was. */
  risk: risk.optional(),
  /** What was made to go wrong; absent where nothing was. */
  chaos: chaos.optional(),
  /** What the run booked; runs of 0.1 booked none. */
  corporateActions: z.array(bookedAction).default([]),
  denials: z.record(z.string(), count),
  assumptions: z.array(
    z.object({ name: z.string(), value: z.string(), source: z.enum(['default', 'config', 'flag', 'environment', 'strategy']) }),
  ),
  notes: z.array(z.string()),
  config: z.record(z.string(), z.unknown()),
  files: z.record(z.string(), z.string()),
})

/** What `run.json` says. */
export type RunJson = z.output<typeof runSchema>

/** The document of a run directory. Errors: `RUN_DAMAGED` with the field at fault; `NO_SUCH_FILE` where there is none. */
export async function readRunJson(directory: string): Promise<RunJson> {
  const file = join(directory, runFileNames.run)
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new BenchError('NO_SUCH_FILE', `${file} cannot be read`, 'bench runs lists the runs', { cause })
  })
  const parsed = runSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`
  const hint = 'make the run again; bench runs rm does not take away what it cannot read'
  throw new BenchError('RUN_DAMAGED', `${file} is not a bench.run/1 document${where}: ${issue?.message ?? 'unreadable'}`, hint)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
