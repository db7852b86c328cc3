// Wrong: does whatever a strategy may do, drawn at random, at bars, at fills and at moments of its own: orders of any kind, with stops, targets, groups and triggers, enlarged, moved and canceled before they are through. No order is wrong by itself: stopped by whichever limit it meets first, and by what its trades cost.

import {
  amend,
  cancel,
  defineStrategy,
  type Enter,
  enterLong,
  enterShort,
  exit,
  limit,
  limitIfTouched,
  market,
  marketIfTouched,
  type OrderPrice,
  relative,
  type Signal,
  type StrategyContext,
  stop,
  stopLimit,
  target,
  trailingStop,
  z,
} from 'trading-bench'

const params = z.object({
  lots: z.int().min(1).max(1_000_000_000).default(20).describe('Most lots of an order'),
  reach: z.number().positive().max(1).default(0.001).describe('How far from the last price its orders stand at the most, a fraction'),
  haste: z.number().min(0).max(1).default(0.5).describe('Chance that it does something at an event'),
  pauseMs: z.number().min(0).max(86_400_000).default(0).describe('Mean time to its next moment, ms; 0: it has none but bars and fills'),
  groupMs: z
    .number()
    .min(0)
    .max(86_400_000)
    .default(0)
    .describe('After how long its groups have new names, ms, for one is over with its first fill; 0: never'),
})

type Params = z.output<typeof params>
type Key = Pick<Enter, 'instrument' | 'reason'> & { readonly tag: string }
interface Memory {
  /** Last price and position by instrument, and the last entry by tag. */
  readonly last: Record<string, number>
  readonly held: Record<string, number>
  readonly entries: Record<string, Enter>
}
type Context = StrategyContext<Memory>

/** Prices it draws from on either side of the last one: few, so that orders meet at one. */
const STEPS = 4

const tags = ['a', 'b', 'c'] as const

export default defineStrategy({
  name: 'monkey',
  params,
  memory: (): Memory => ({ last: {}, held: {}, entries: {} }),
  onBar(context, _, own) {
    const { instrument, bar, position, memory } = context
    memory.last[instrument.id] = bar.close
    memory.held[instrument.id] = position.quantity
    wait(context, own)
    return act(context, instrument.id, own)
  },
  onFill(context, _, own) {
    context.memory.held[context.instrument.id] = context.position.quantity
    return act(context, context.instrument.id, own)
  },
  onTimer(context, _, own) {
    wait(context, own)
    return act(context, pick(context, Object.keys(context.memory.last)), own)
  },
})

function wait({ time, random, schedule }: Context, { pauseMs }: Params): void {
  if (pauseMs > 0) schedule(time + Math.ceil(-pauseMs * Math.log(1 - random.next())), 'moment')
}

function act(context: Context, instrument: string, own: Params): Signal | undefined {
  const { random } = context
  if (random.next() >= own.haste) return undefined
  const key = { instrument, tag: pick(context, tags), reason: 'why not' }
  const price = () => priceOf(context, instrument, own)
  switch (random.integer(12)) {
    case 0:
      if (context.memory.held[instrument] === 0) return undefined
      return exit({ ...key, order: orderAt(context, price), fraction: pick(context, [0.5, 1]) })
    case 1:
      return amend({ ...key, limit: price(), trigger: price() })
    case 2:
      return cancel(key)
    case 3:
      return target(instrument, pick(context, [-0.02, 0.01, 0.02]), key.reason)
    case 4:
    case 5:
      return again(context, key, own)
    default:
      context.memory.entries[key.tag] = enter(context, key, price, own)
      return context.memory.entries[key.tag]
  }
}

/** An entry again, under any tag: of another size a change of it where it still works, of the same a duplicate. */
function again(context: Context, key: Key, { lots }: Params): Enter | undefined {
  const before = context.memory.entries[key.tag]
  return before && { ...before, tag: pick(context, tags), size: pick(context, [before.size, { lots: 1 + context.random.integer(lots) }]) }
}

function enter(context: Context, key: Key, price: () => number, { lots, reach, groupMs }: Params): Enter {
  const { random, time } = context
  const groups = groupMs === 0 ? ['x', 'y'] : ['x', 'y'].map((name) => `${name}${Math.floor(time / groupMs)}`)
  const isLong = random.next() < 0.5
  const some = <Value>(value: Value): Value | undefined => (random.next() < 0.3 ? value : undefined)
  const size = () => 1 + random.integer(lots)
  const order = orderAt(context, price)
  const waits = order.type !== 'market' && order.type !== 'limit'
  return (isLong ? enterLong : enterShort)({
    ...key,
    order,
    size: { lots: size() },
    timeInForce: pick(context, ['DAY', 'GTC', waits ? 'GTC' : 'IOC']),
    oca: some({ group: pick(context, groups), type: pick(context, [1, 2, 3]) }),
    protect: some({ stop: some({ fraction: reach }), target: { fraction: reach }, trail: some({ fraction: reach }) }),
    protectAfter: pick(context, ['partial', 'full']),
    triggers: some([{ side: pick(context, ['buy', 'sell']), lots: size(), order: limit(price()) }]),
  })
}

function orderAt(context: Context, price: () => number): OrderPrice {
  const at = price()
  return pick(context, [
    market(),
    limit(at),
    limit(at),
    stop(at),
    stopLimit(at, price()),
    marketIfTouched(at),
    limitIfTouched(at, price()),
    trailingStop({ fraction: 0.001 }),
    relative(0.01, at),
  ])
}

function priceOf({ random, memory }: Context, instrument: string, { reach }: Params): number {
  const last = memory.last[instrument] as number
  return Math.round(last * (1 + (reach * (random.integer(2 * STEPS + 1) - STEPS)) / STEPS) * 100) / 100
}

function pick<Value>({ random }: Context, values: readonly Value[]): Value {
  return values[random.integer(values.length)] as Value
}
