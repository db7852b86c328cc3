// What is hashed of a decision as a row of numbers: when and for whom, what was signalled, what order that meant, and the verdict on it.

import type { DecisionRecord } from '../../model/decision.js'
import { TextCodes } from '../../std/text-codes.js'
import { INTENT_WIDTH, type IntentTexts, readIntent, writeIntent } from './intent-codec.js'
import { readSignal, SIGNAL_WIDTH, type SignalTexts, writeSignal } from './signal-codec.js'

/** A decision without what can be said later: its number in the log, and what the indicators read. */
export type Decided = Omit<DecisionRecord, 'sequence' | 'indicators'>

/** The part of it that a row has. */
type Said = Pick<Decided, 'time' | 'strategy' | 'instrument' | 'signal' | 'intent' | 'verdict'>

/** Where signal and intent begin, after time, strategy, instrument and verdict. */
const At = { signal: 4, intent: 4 + SIGNAL_WIDTH } as const

export const DECISION_WIDTH = At.intent + INTENT_WIDTH

/** What the codes of decisions stand for. */
export interface DecisionTexts extends SignalTexts, IntentTexts {
  readonly strategy: TextCodes
  readonly instrument: TextCodes
  readonly verdict: TextCodes
}

export function decisionTexts(): DecisionTexts {
  return {
    strategy: new TextCodes(),
    instrument: new TextCodes(),
    verdict: new TextCodes(),
    tag: new TextCodes(),
    reason: new TextCodes(),
    role: new TextCodes(),
    timeInForce: new TextCodes(),
    account: new TextCodes(),
  }
}

/** Writes `DECISION_WIDTH` numbers over as many zeros. What few decisions have is kept elsewhere: `rareFields`, children, terms that are not plain. */
export function writeDecision(
  { time, strategy, instrument, signal, intent, verdict }: Said,
  texts: DecisionTexts,
  rows: Float64Array,
  at: number,
): void {
  rows[at] = time
  rows[at + 1] = texts.strategy.code(strategy)
  rows[at + 2] = texts.instrument.code(instrument)
  rows[at + 3] = texts.verdict.code(verdict)
  writeSignal(signal, texts, rows, at + At.signal)
  writeIntent(intent, texts, rows, at + At.intent)
}

/** What `writeDecision` wrote. */
export function readDecision(texts: DecisionTexts, rows: Float64Array, at: number): Said {
  const number = (column: number): number => rows[at + column] as number
  const [strategy, instrument] = [texts.strategy.text(number(1)), texts.instrument.text(number(2))]
  return {
    time: number(0),
    strategy,
    instrument,
    signal: readSignal(texts, rows, at + At.signal),
    intent: readIntent(strategy, instrument, texts, rows, at + At.intent),
    verdict: texts.verdict.text(number(3)),
  }
}
