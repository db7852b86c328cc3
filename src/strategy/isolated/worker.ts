// The worker of isolated strategies: it sleeps until the engine asks, asks the strategy, and watches the memory that its strategies hold.

import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { Ask, Control, Exchange, Outcome } from './exchange.js'
import { failureText } from './failure-text.js'
import { type Guarded, guardedContext } from './guarded-context.js'
import { Spin } from './spin.js'

/** What the engine starts a worker with. */
export interface WorkerStart {
  readonly exchange: SharedArrayBuffer
  /** Strategies to open and the columns of their indicators go this way. */
  readonly port: MessagePort
  readonly memoryLimitBytes: number
  /** Looks around before sleeping, at most. */
  readonly spins: number
}

/** A strategy to open, with the text and the blocks that it is given. */
export interface Opening {
  readonly code: string
  readonly setup: string
  readonly blocks: readonly SharedArrayBuffer[]
}

/** Events between two looks at the memory, where none of them took long. */
const LOOK_EVERY = 64

/** Evaluating a file; the engine's limit on a start comes after it. */
const EVALUATION_MS = 30_000

const { exchange: block, port, memoryLimitBytes, spins } = workerData as WorkerStart
const exchange = new Exchange(block)
const { control } = exchange
/** Nothing interrupts the call that fills a buffer. */
const bufferLimitBytes = memoryLimitBytes / 2
const strategies: Guarded[] = []
const collectGarbage = garbageCollector()
/** What is held that is not of a strategy: the thread itself, hosts and the columns of indicators. */
let baseline = memoryAfterCollection()
let untilLook = LOOK_EVERY

run()

function run(): never {
  const spin = new Spin(spins)
  for (let seen = 0; ; ) {
    seen = spin.await(control, Control.request, seen, Control.workerSleeps)
    handle(control[Control.event] as Ask)
    Atomics.store(control, Control.answer, seen)
    if (Atomics.load(control, Control.engineSleeps) === 1) Atomics.notify(control, Control.answer)
  }
}

function handle(what: Ask): void {
  const told = exchange.takeRequest()
  if (what === Ask.more) exchange.continueAnswer()
  else if (told === null) answer(Outcome.silent, '')
  else handleWhole(what, told)
}

function handleWhole(what: Ask, told: string): void {
  const text = what === Ask.open ? answered(open) : answered(() => ask(what, told))
  // What it has made before the first bar is looked at before it goes on.
  if (what === Ask.open) control[Control.lookAtMemory] = 1
  const held = heldTooMuch()
  if (held > 0) answer(Outcome.memory, String(held))
  else answer(text === '' ? Outcome.silent : Outcome.text, text)
}

/** What a strategy throws is an answer; the worker goes on for those that it shares it with. */
function answered(call: () => string): string {
  try {
    return call()
  } catch (error) {
    return failureText(error)
  }
}

function answer(outcome: number, text: string): void {
  control[Control.outcome] = outcome
  exchange.beginAnswer(text)
}

function ask(what: Ask, text: string): string {
  const { inside } = strategies[control[Control.strategy] as number] as Guarded
  return inside.ask(what, control[Control.slot] as number, text)
}

/** Opens the strategy that waits at the port, and sends the columns that it made. */
function open(): string {
  const { code, setup, blocks } = (receiveMessageOnPort(port) as { readonly message: Opening }).message
  const before = memoryAfterCollection()
  Atomics.store(control, Control.ownWork, 1)
  const guarded = guardedContext(code, EVALUATION_MS, bufferLimitBytes)
  for (const one of blocks) guarded.inside.give(guarded.adopt(one))
  let own = Number.NaN
  const opened = guarded.inside.open(setup, () => {
    Atomics.store(control, Control.ownWork, 0)
    guarded.limitBuffers(Number.POSITIVE_INFINITY)
    own = memoryAfterCollection() - before
  })
  const columns: SharedArrayBuffer[] = []
  for (let column = guarded.inside.column(0); column !== undefined; column = guarded.inside.column(columns.length)) columns.push(column)
  // Its indicators are made: what is made from now on is the strategy's own.
  guarded.limitBuffers(bufferLimitBytes)
  Atomics.store(control, Control.ownWork, 1)
  strategies.push(guarded)
  port.postMessage(columns)
  const after = memoryAfterCollection() - before
  if (!Number.isNaN(own)) baseline += after - own
  return opened
}

/** Bytes over the baseline where they are over the limit; 0 otherwise. What only waits to be collected does not count. */
function heldTooMuch(): number {
  if (--untilLook > 0 && control[Control.lookAtMemory] === 0) return 0
  untilLook = LOOK_EVERY
  control[Control.lookAtMemory] = 0
  if (memory() - baseline <= memoryLimitBytes) return 0
  const held = memoryAfterCollection() - baseline
  return held > memoryLimitBytes ? held : 0
}

/** The heap of this thread, and its typed arrays, which lie beside it. */
function memory(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

function memoryAfterCollection(): number {
  collectGarbage()
  return memory()
}

/** The engine's collector, from a context that is made with it. The flag is the whole process's: taken back, it could be missing where another worker starts just now. Guarded contexts take the global away. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}
