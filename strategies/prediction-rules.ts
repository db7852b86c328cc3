// Trades what a model predicts, by rules: how sure it must be, when to add, when to turn, how long to stay away after an exit, and when the day ends.

import {
  atr,
  type BarContext,
  cancel,
  defineStrategy,
  type Enter,
  enterLong,
  enterShort,
  exit,
  sessionOn,
  timeOfDay,
  z,
} from 'trading-bench'

const share = z.number().min(0).max(1)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write hours and minutes: 15:30')

const params = z.object({
  threshold: share.default(0.7).describe('Least confidence to act on'),
  thresholds: z
    .record(z.string(), share)
    .default({})
    .describe('The same for single instruments, by id; without those of a file below the one that sets threshold')
    .meta({ keys: 'instrument', exceptionsFrom: 'threshold' }),
  scaleInAbove: share.default(0.05).describe('How far above the threshold a confidence must be to add to a position'),
  scaleIns: z.int().min(0).default(1).describe('Most additions to a position'),
  coolDownMinutes: z.number().min(0).default(3).describe('No entry for so long after an exit; a stop-out ends it'),
  closeAt: clock.default('15:30').describe('Everything is closed at this time of day, and nothing is opened after it'),
  zone: z.string().default('America/New_York').describe('Where that clock hangs'),
  beforeEarlyClose: z.number().min(0).default(30).describe('On days of an early close: so many minutes before it'),
  atrPeriod: z.int().min(1).default(14).describe('Bars in the average true range'),
  stopAtr: z.number().positive().default(6).describe('Protective stop, in average true ranges'),
  targetAtr: z.number().positive().default(3).describe('Target, in average true ranges'),
  notional: z.number().positive().default(10_000).describe('What an entry is worth, currency'),
})

type Params = z.output<typeof params>
type Context = BarContext<Memory>

/** What the rules remember of an instrument. */
interface Desk {
  coolUntil: number
  /** The side that is held as the last fill left it: 1 long, −1 short, 0 flat. What was asked for says nothing: it may be denied. */
  side: number
  /** The order that filled last of those that opened or added, and how many have added. */
  entry: number
  additions: number
  /** The other side of the position, asked for and not filled. */
  turn: Enter | null
}

type Memory = Map<string, Desk>

export default defineStrategy({
  name: 'prediction-rules',
  description: 'Enters, adds and turns as predictions say, with a stop and a target by ATR, a cool-down, and everything closed at 15:30.',
  params,
  indicators: (p) => ({ range: atr(p.atrPeriod) }),
  memory: (): Memory => new Map(),

  onPrediction(context, { direction, confidence }, p) {
    const { time, instrument, bar, position, working, isWarm, lines } = context
    if (direction === 'flat' || !isWarm || time >= dayEnd(context, p) || hasEntry(working)) return
    const threshold = p.thresholds[instrument.id] ?? p.threshold
    if (!reaches(confidence, threshold)) return
    const desk = deskOf(context)
    const isSameSide = direction === 'long' ? position.isLong : position.isShort
    if (isSameSide && (!reaches(confidence, threshold + p.scaleInAbove) || desk.additions >= p.scaleIns)) return
    if (position.isFlat && time < desk.coolUntil) return
    const range = lines.range.now / bar.close
    // Without a range there is nowhere to put a stop, and beyond the whole price neither.
    if (!(range > 0 && Math.max(p.stopAtr, p.targetAtr) * range < 1)) return
    const enter = direction === 'long' ? enterLong : enterShort
    const entry = enter({
      size: { notional: p.notional },
      protect: { stop: { fraction: p.stopAtr * range }, target: { fraction: p.targetAtr * range } },
      confidence,
      reason: `${position.isFlat ? 'predicted' : isSameSide ? 'scale-in' : 'reversal'} with ${confidence}`,
    })
    desk.turn = position.isFlat || isSameSide ? null : entry
    return entry
  },

  /** What has to be closed and is not under way: at the end of the day, and where a reversal was denied or did not fill. It is asked at every close. */
  onBar(context, _lines, p) {
    const { time, position, working } = context
    if (position.isFlat && working.length === 0) return
    const isDayOver = time >= dayEnd(context, p)
    const desk = deskOf(context)
    if (isDayOver) desk.turn = null
    // A cancel is of everything but protection: of a close that works too.
    if (isDayOver && hasEntry(working)) {
      const canceled = cancel({ reason: 'end of the day' })
      return position.isFlat ? canceled : [canceled, exit('end of the day')]
    }
    if (position.isFlat || isUnderWay(working)) return
    if (isDayOver) return exit('end of the day')
    if (desk.turn !== null) return exit('a reversal that did not come about')
  },

  onFill(context, { role, side, clientOrderId }, p) {
    const { time, position, working } = context
    const desk = deskOf(context)
    const held = Math.sign(position.quantity)
    if (role === 'entry' && clientOrderId !== desk.entry && held === (side === 'buy' ? 1 : -1)) {
      desk.additions = held === desk.side ? desk.additions + 1 : 0
      desk.entry = clientOrderId
    }
    const turn = held === desk.side ? null : desk.turn
    if (held !== desk.side) desk.turn = null
    desk.side = held
    if (held !== 0) return
    // A stop-out ends the cool-down: the market has turned, and the next prediction may say so.
    desk.coolUntil = role === 'stop' ? 0 : time + p.coolDownMinutes * 60_000
    if (turn !== null && role === 'exit' && !hasEntry(working) && time < dayEnd(context, p)) return turn
  },
})

function deskOf({ memory, instrument }: Pick<Context, 'memory' | 'instrument'>): Desk {
  const desk: Desk = memory.get(instrument.id) ?? { coolUntil: 0, side: 0, entry: 0, additions: 0, turn: null }
  memory.set(instrument.id, desk)
  return desk
}

/** When the day of the context's time ends for these rules. */
function dayEnd({ time, instrument }: Pick<Context, 'time' | 'instrument'>, { closeAt, zone, beforeEarlyClose }: Params): number {
  const usual = timeOfDay(time, closeAt, zone)
  const session = sessionOn(instrument, time)
  return session?.early ? Math.min(usual, session.close - beforeEarlyClose * 60_000) : usual
}

/** An entry has not filled yet: until it has, nobody knows what is held. */
function hasEntry(working: Context['working']): boolean {
  return working.some(({ role }) => role === 'entry')
}

/** The same, or a close. */
function isUnderWay(working: Context['working']): boolean {
  return working.some(({ role }) => role !== 'stop' && role !== 'target')
}

/** 0.65 + 0.05 is a little above 0.7 in binary. */
function reaches(confidence: number, level: number): boolean {
  return confidence > level - 1e-9
}
