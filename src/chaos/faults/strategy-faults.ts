// Strategies that misbehave, as faults: each is a file in chaos/strategies, where it says what it does wrong and what must stop it.

import { z } from 'zod'
import type { RandomStream } from '../../std/random.js'
import type { StrategyFault } from './fault.js'

/** The file's own schema reads the parameters; the schedule carries them as they are. */
const params = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]))

type Params = z.infer<typeof params>

interface Options {
  readonly isolated?: boolean
  readonly draw?: (random: RandomStream) => Params
}

function misbehaving(name: string, says: string, { isolated = false, draw }: Options = {}): StrategyFault<Params> {
  return { name, plane: 'strategy', says, params, strategy: name, isolated, draw }
}

const side = (random: RandomStream): string => (random.next() < 0.5 ? 'long' : 'short')

export const strategyFaults = [
  misbehaving('runaway', 'Sends market orders at every event, as fast as it can', {
    draw: (random) => ({ orders: 20 + random.integer(100), lots: 1 + random.integer(10), side: side(random) }),
  }),
  misbehaving('slow-leak', 'Loses a little on every trade', {
    draw: (random) => ({ wins: 0.5 * random.next(), degradation: 0.02 * random.next() }),
  }),
  misbehaving('risk-ignorant', 'Takes every loss and every breach as a reason to bet twice as much', {
    draw: (random) => ({ lots: 1 + random.integer(10), mode: random.next() < 0.5 ? 'double' : 'contrarian' }),
  }),
  misbehaving('volatility-amplifier', 'Follows a move with ever larger market orders, and so makes it', {
    draw: (random) => ({ amplification: 1 + random.next(), duration: 5 + random.integer(15) }),
  }),
  misbehaving('correlation-breaker', 'Buys both of two instruments where one was to hedge the other'),
  misbehaving('long-short', 'Buys one half of its instruments and sells the other, more at each bar', {
    draw: (random) => ({ weight: 0.005 + 0.015 * random.next() }),
  }),
  misbehaving('reckless', 'Takes more risk than it knows of, and gets out only when it is told'),
  misbehaving('churner', 'Sends orders only to cancel them and to send others', {
    draw: (random) => ({ orders: 10 + random.integer(60) }),
  }),
  misbehaving('self-trader', 'Buys from itself, under two tags'),
  misbehaving('stuck-signal', 'Says the same at every bar, whatever it holds by now', { draw: (random) => ({ side: side(random) }) }),
  misbehaving('parent-order', 'Sends children of an order until its position says that they filled', {
    draw: (random) => ({ lots: 20 + random.integer(80), child: 1 + random.integer(20) }),
  }),
  misbehaving('nan-sizes', 'Trades sizes that are no number, without end, below zero or nothing', {
    draw: (random) => ({ side: side(random) }),
  }),
  misbehaving('flipper', 'Turns its position round again and again, whatever it is told', {
    draw: (random) => ({ lots: 1 + random.integer(20), bars: 1 + random.integer(5) }),
  }),
  misbehaving('amender', 'Changes its order many times at every event', {
    draw: (random) => ({ changes: 2 + random.integer(20), lots: 1 + random.integer(10) }),
  }),
  misbehaving('over-exiter', 'Asks for the end of one position several times over', {
    draw: (random) => ({ lots: 1 + random.integer(20), exits: 2 + random.integer(4) }),
  }),
  misbehaving('ignores-rejects', 'Asks again at once for what was refused, twice as often each time'),
  misbehaving('signal-flood', 'Returns thousands of signals at every event', {
    draw: (random) => ({ signals: 100 + random.integer(400) }),
  }),
  misbehaving('monkey', 'Does whatever a strategy may do, drawn at random', {
    draw: (random) => ({ lots: 1 + random.integer(40), reach: 0.0005 + 0.002 * random.next(), pauseMs: 10_000 * random.next() }),
  }),
  misbehaving('thrower', 'Throws at an event, with a position open'),
  misbehaving('loop', 'Never comes back from an event', { isolated: true }),
  misbehaving('leaker', 'Keeps everything that it has ever seen, and copies of it', { isolated: true }),
]
