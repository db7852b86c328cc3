// What each gate and figure of a verdict means, in lines for a tip: every section of the page says it alike.

import type { GateName } from '../verdict/verdict.js'

/** When it passes. */
export const gateMeanings: Readonly<Record<GateName, string>> = {
  invariants: 'every invariant held after every event',
  'named control first': 'what caught it first is a control that it names',
  'also found': 'every part of what goes wrong left its sign',
  'time to detect': 'within its budget',
  'time to recover': 'within its budget',
  damage: 'within its budget',
  'orders leaked': 'I5 held: nothing that opens, adds or flips went out while trading was held back',
  'same again': 'a second run has the same hash',
  'as a backtest': 'where nothing goes wrong, a plain backtest decides, fills and stops the same',
  'negative control': 'where nothing goes wrong nothing is stopped, nor refused without reason',
  ablation: 'without the named control and its backups it hurts',
  'never off': 'without everything that can be switched off it is caught all the same',
  'it happened': 'what goes wrong came to something',
  'ran to its end': 'no error ended it',
  recovers: 'it trades on afterwards, or a latch holds it',
}

const damage = [
  'what a strategy that misbehaves lost, and what each healthy one made less than in the clean twin',
  'strategy by strategy: no gain pays for a loss, so never below zero',
  'of a tested strategy without a fault its deepest fall',
] as const

export const figureMeanings = {
  detect: ['from the first onset to the first catch'],
  recover: ['from the first catch until nothing of it grows and books agree'],
  damage,
  budget: ['what the damage may be'],
  damageInBudgets: ['damage over what it may be, run by run', ...damage],
  withoutControl: ['damage without the named control and its backups'],
  brokeWithout: [
    'what has to break without the named control and its backups, and did',
    'damage: it went over its budget; run: it did not come to its end',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>
