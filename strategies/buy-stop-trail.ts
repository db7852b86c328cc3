// The buy-stop bot: per symbol a buy stop above the last price, a stop that trails what it bought, and no order for the rest of the session after a stop-out.

import { type BarContext, cancel, defineStrategy, enterLong, type Session, sessionOn, stop, stopLimit, z } from 'trading-bench'

const MINUTE = 60_000
const DAY = 86_400_000

const params = z.object({
  rise: z.number().positive().max(1).default(0.05).describe('How far above the last price the buy stop stands, a fraction of it'),
  entry: z
    .enum(['stop', 'stop-limit'])
    .default('stop')
    .describe('Whether the entry buys at any price once it triggers, or only up to the slippage cap'),
  slippageCap: z.number().min(0).max(0.5).default(0.005).describe('How far above its trigger a stop-limit still buys, a fraction of it'),
  trail: z.number().positive().max(0.9).default(0.1).describe('How far behind the best price the stop of a position stays'),
  cutoffMinutes: z
    .number()
    .min(0)
    .lt(390, 'leave time for entries: a session has 390 minutes')
    .default(15)
    .describe('Entries that have not filled are canceled so many minutes before the close, and none is sent after'),
})

type Params = z.output<typeof params>

/** Where a symbol stands. It goes round: an entry that ends unfilled leads back to the first, a position that is closed to the last, and the next session to the first. */
type Phase = 'NO_POSITION' | 'ENTRY_PENDING' | 'POSITION_OPEN' | 'COOLDOWN'

interface SymbolState {
  phase: Phase
  /** The session of the last entry or, after it, of the stop-out: nothing is sent before a later one. */
  date: string
  /** Whether a part of the entry still works beside what it bought. */
  hasRest: boolean
}

type Memory = Map<string, SymbolState>
type Context = BarContext<Memory>

export default defineStrategy({
  name: 'buy-stop-trail',
  description:
    'Buys what rises 5 % above the last price in a session, trails it by 10 %, and buys nothing for the rest of the session after a stop-out.',
  params,
  memory: (): Memory => new Map(),

  onBar(context, _lines, p) {
    const state = stateOf(context)
    if (!context.position.isFlat) return
    if (state.phase === 'ENTRY_PENDING' && context.working.length > 0) return
    // It was canceled, it expired, or it was denied; or the position went without a fill, as with a delisting.
    if (state.phase === 'ENTRY_PENDING' || state.phase === 'POSITION_OPEN') state.phase = 'NO_POSITION'
    const session = sessionOfOrder(context, p)
    if (session === null || session.date <= state.date) return
    return arm(context, state, session, p)
  },

  onFill(context, fill) {
    const { position, working, instrument } = context
    const state = stateOf(context)
    state.hasRest = working.some(({ role }) => role === 'entry')
    state.phase = position.isFlat ? 'COOLDOWN' : 'POSITION_OPEN'
    if (!position.isFlat) return
    state.date = sessionOn(instrument, fill.time)?.date ?? state.date
    return state.hasRest ? cancel({ tag: 'entry', reason: 'stopped out' }) : undefined
  },

  /** Fifteen minutes before the close; a timer has the name of its symbol. */
  onTimer({ memory }, instrument, p) {
    const state = memory.get(instrument)
    if (state === undefined || !(state.phase === 'ENTRY_PENDING' || state.hasRest)) return
    if (state.phase === 'ENTRY_PENDING') state.phase = 'NO_POSITION'
    state.hasRest = false
    return cancel({ instrument, tag: 'entry', reason: `not filled ${p.cutoffMinutes} minutes before the close` })
  },
})

function stateOf({ memory, instrument }: Pick<Context, 'memory' | 'instrument'>): SymbolState {
  const known = memory.get(instrument.id)
  if (known !== undefined) return known
  const state: SymbolState = { phase: 'NO_POSITION', date: '', hasRest: false }
  memory.set(instrument.id, state)
  return state
}

/** Sends the buy stop; its price stays for the session. */
function arm(context: Context, state: SymbolState, session: Session, { rise, entry, slippageCap, trail, cutoffMinutes }: Params) {
  const { bar, time, instrument, schedule } = context
  const trigger = bar.close * (1 + rise)
  state.phase = 'ENTRY_PENDING'
  state.date = session.date
  if (time < session.close && time >= session.open) schedule(session.close - cutoffMinutes * MINUTE, instrument.id)
  return enterLong({
    tag: 'entry',
    order: entry === 'stop' ? stop(trigger) : stopLimit(trigger, trigger * (1 + slippageCap)),
    protect: { trail: { fraction: trail } },
    timeInForce: 'DAY',
    reason: `${Number((100 * rise).toPrecision(6))} % above ${bar.close}`,
  })
}

/**
 * The session in which an order that is decided now works; null where none may be sent. Within a day that is regular hours up to the cut-off, from the
 * first bar on that ends inside them: one that ends at the open has its price from before. A bar of a whole session, or more, is decided on at its close:
 * its order works in the next session, to the end of it.
 */
function sessionOfOrder({ bar, time, instrument }: Context, { cutoffMinutes }: Params): Session | null {
  const session = sessionOn(instrument, bar.openTime)
  if (session === null) return null
  if (bar.openTime > session.open || bar.closeTime < session.close) {
    return bar.closeTime > session.open && time < session.close - cutoffMinutes * MINUTE ? session : null
  }
  for (let day = bar.closeTime; ; day += DAY) {
    const next = sessionOn(instrument, day)
    if (next !== null && next.open >= bar.closeTime) return next
  }
}
