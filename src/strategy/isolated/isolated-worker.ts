// A worker thread with strategies in it, as the engine holds it: it asks, waits, and ends the thread when an answer takes too long or too much memory.

import { availableParallelism } from 'node:os'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { Ask, Control, EXCHANGE_BYTES, Exchange, Outcome } from './exchange.js'
import { SPIN_LONG, SPIN_SHORT, Spin } from './spin.js'
import { LimitPassed } from './strategy-stopped.js'
import type { Opening, WorkerStart } from './worker.js'

/** What one event may take, and what all of them may keep. */
export interface IsolationLimits {
  readonly eventMs: number
  readonly memoryMb: number
  /** What starting a strategy may take, which works out its indicators over all bars. */
  readonly startMs: number
}

/** How long the engine sleeps before it looks at clock and memory. */
const SLICE_MS = 2
/** The most that one sleep counts for: where it took longer, the process or the machine stood still, and the strategy with it. */
const LONGEST_SLICE_MS = 10 * SLICE_MS

/** A thread that was ended finishes the call that it is in, and may take memory until then: that is not held against the next one. */
const STILL_ENDING_MS = 100
const STILL_ENDING_MB = 128
let lastEnd = Number.NEGATIVE_INFINITY

const MB = 1024 * 1024

/** Room on the heap for what a strategy takes before it does anything, and for garbage. */
const STRATEGY_MB = 32
const GARBAGE_MB = 128

export class IsolatedWorker {
  /** How many were opened in it. */
  strategies = 0
  readonly #limits: IsolationLimits
  readonly #thread: Worker
  readonly #exchange: Exchange
  readonly #control: Int32Array
  readonly #port: MessageChannel['port1']
  readonly #spin: Spin
  #sequence = 0
  #lastLook = 0
  /** Why it ended; null while it runs. */
  #ended: LimitPassed | null = null
  #isClosed = false

  /** `code` is the worker's bundle; `threads` counts the workers of the run, `strategies` those that will share this one. */
  constructor(code: string, limits: IsolationLimits, { threads, strategies }: { readonly threads: number; readonly strategies: number }) {
    const block = new SharedArrayBuffer(EXCHANGE_BYTES)
    const { port1, port2 } = new MessageChannel()
    const memoryLimitBytes = limits.memoryMb * MB
    const spins = threads < availableParallelism() ? SPIN_LONG : SPIN_SHORT
    const workerData: WorkerStart = { exchange: block, port: port2, memoryLimitBytes, spins }
    this.#limits = limits
    this.#exchange = new Exchange(block)
    this.#control = this.#exchange.control
    this.#port = port1
    this.#spin = new Spin(SPIN_LONG)
    this.#thread = new Worker(code, {
      eval: true,
      name: 'isolated strategy',
      workerData,
      transferList: [port2],
      env: {},
      // The last resort, should the heap grow faster than anyone looks.
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb + STRATEGY_MB * strategies + GARBAGE_MB, maxYoungGenerationSizeMb: 16 },
    })
    // A thread that runs out of heap says so by an event; the engine has noticed before.
    this.#thread.on('error', () => {})
    this.#thread.unref()
    port1.unref()
  }

  /** Starts a strategy; answers its text and the blocks of its columns. */
  open(opening: Opening): { readonly text: string; readonly columns: readonly SharedArrayBuffer[] } {
    this.#port.postMessage(opening)
    const text = this.#call(0, Ask.open, 0, '', this.#limits.startMs)
    this.strategies++
    return { text, columns: (receiveMessageOnPort(this.#port)?.message ?? []) as SharedArrayBuffer[] }
  }

  /** Asks a strategy and waits. Answers its text, empty where it said nothing. Throws `LimitPassed` where a limit was passed, now or before. */
  ask(strategy: number, what: Ask, slot: number, text: string): string {
    return this.#call(strategy, what, slot, text, this.#limits.eventMs)
  }

  /** Ends the thread; what it was doing is lost. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#port.close()
    void this.#thread.terminate()
  }

  #call(strategy: number, what: Ask, slot: number, text: string, limitMs: number): string {
    if (this.#ended !== null) throw this.#ended
    const control = this.#control
    control[Control.strategy] = strategy
    control[Control.event] = what
    control[Control.slot] = slot
    this.#exchange.writeRequest(text, () => this.#turn(limitMs, 0))
    this.#turn(limitMs, what === Ask.open ? STRATEGY_MB : 0)
    const outcome = control[Control.outcome]
    if (outcome === Outcome.silent) return ''
    const answer = this.#exchange.takeAnswer(() => this.#askForMore(limitMs))
    if (outcome === Outcome.memory) throw this.#end('memory', Number(answer) / MB, this.#limits.memoryMb)
    return answer
  }

  #askForMore(limitMs: number): void {
    this.#control[Control.event] = Ask.more
    this.#control[Control.requestLength] = 0
    this.#turn(limitMs, 0)
  }

  /** Gives the worker the word and waits until it gives it back. `besideMb` is what may be made that is not the strategy's. */
  #turn(limitMs: number, besideMb: number): void {
    const control = this.#control
    const before = this.#sequence
    this.#sequence = (before + 1) | 0
    Atomics.store(control, Control.request, this.#sequence)
    if (Atomics.load(control, Control.workerSleeps) === 1) Atomics.notify(control, Control.request)
    if (!this.#spin.look(control, Control.answer, before)) this.#sleep(before, limitMs, besideMb)
  }

  /** Sleeps in slices; after each it looks at the clock, and at what this process has grown by: nothing else may run in it beside this worker. */
  #sleep(before: number, limitMs: number, besideMb: number): void {
    const control = this.#control
    let last = performance.now()
    let spent = 0
    let residentAtFirst = 0
    for (;;) {
      Atomics.store(control, Control.engineSleeps, 1)
      Atomics.wait(control, Control.answer, before, SLICE_MS)
      Atomics.store(control, Control.engineSleeps, 0)
      const now = performance.now()
      spent += Math.min(now - last, LONGEST_SLICE_MS)
      last = now
      if (now - this.#lastLook >= SLICE_MS) {
        this.#lastLook = now
        control[Control.lookAtMemory] = 1
      }
      if (Atomics.load(control, Control.answer) !== before) return
      if (spent >= limitMs) throw this.#end('time', spent, limitMs)
      if (Atomics.load(control, Control.ownWork) === 0) {
        residentAtFirst = 0
        continue
      }
      const resident = process.memoryUsage.rss()
      if (residentAtFirst === 0) residentAtFirst = resident
      const grownMb = (resident - residentAtFirst) / MB
      const allowedMb = this.#limits.memoryMb + besideMb + (now - lastEnd < STILL_ENDING_MS ? STILL_ENDING_MB : 0)
      if (grownMb > allowedMb) throw this.#end('memory', grownMb, this.#limits.memoryMb)
    }
  }

  #end(what: 'time' | 'memory', measured: number, limit: number): LimitPassed {
    this.close()
    lastEnd = performance.now()
    this.#ended = new LimitPassed(what, measured, limit, true)
    return new LimitPassed(what, measured, limit)
  }
}
