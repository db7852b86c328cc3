// Trades what a model predicts, by rules: how sure it must be, when to add, when to turn, how long to stay away after an exit, and when the day ends.

import { atr, type BarContext, cancel, defineStrategy, enterLong, enterShort, exit, sessionOn, timeOfDay, z } from 'trading-bench'

const share = z.number().min(0).max(1)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write hours and minutes: 15:30')

const params = z.object({
  threshold: share.default(0.7).describe('Least confidence to act on'),
  thresholds: z.record(z.string(), share).default({}).describe('The same for single instruments, by id'),
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
  additions: number
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
    if (direction === 'flat' || !isWarm || time >= dayEnd(context, p) || isUnderWay(working)) return
    const threshold = p.thresholds[instrument.id] ?? p.threshold
    if (!reaches(confidence, threshold)) return
    const desk = deskOf(context)
    const isSameSide = direction === 'long' ? position.isLong : position.isShort
    if (isSameSide && (!reaches(confidence, threshold + p.scaleInAbove) || desk.additions >= p.scaleIns)) return
    if (position.isFlat && time < desk.coolUntil) return
    const range = lines.range.now / bar.close
    // Without a range there is nowhere to put a stop, and beyond the whole price neither.
    if (!(range > 0 && Math.max(p.stopAtr, p.targetAtr) * range < 1)) return
    desk.additions = isSameSide ? desk.additions + 1 : 0
    const enter = direction === 'long' ? enterLong : enterShort
    return enter({
      size: { notional: p.notional },
      protect: { stop: { fraction: p.stopAtr * range }, target: { fraction: p.targetAtr * range } },
      confidence,
      reason: `${position.isFlat ? 'predicted' : isSameSide ? 'scale-in' : 'reversal'} with ${confidence}`,
    })
  },

  /** The end of the day. It is asked at every close, so that what did not fill is closed with the next bar. */
  onBar(context, _lines, p) {
    const { time, position, working } = context
    if ((position.isFlat && working.length === 0) || time < dayEnd(context, p)) return
    const cancels = isUnderWay(working) ? [cancel({ reason: 'end of the day' })] : []
    const isClosing = working.some(({ role }) => role === 'exit')
    return position.isFlat || isClosing ? cancels : [...cancels, exit('end of the day')]
  },

  onFill(context, { role }, p) {
    if (!context.position.isFlat) return
    // A stop-out ends the cool-down: the market has turned, and the next prediction may say so.
    deskOf(context).coolUntil = role === 'stop' ? 0 : context.time + p.coolDownMinutes * 60_000
  },
})

function deskOf({ memory, instrument }: Pick<Context, 'memory' | 'instrument'>): Desk {
  const desk = memory.get(instrument.id) ?? { coolUntil: 0, additions: 0 }
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
function isUnderWay(working: Context['working']): boolean {
  return working.some(({ role }) => role === 'entry')
}

/** 0.65 + 0.05 is a little above 0.7 in binary. */
function reaches(confidence: number, level: number): boolean {
  return confidence > level - 1e-9
}
