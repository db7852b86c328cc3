// What V8 compiles, and how much it inlines. What it compiles pays where it runs long, and costs more than the run where that is short.

import { setFlagsFromString } from 'node:v8'

/** For long runs; called before the engine is loaded, for what was set after it had less effect. An order passes through many short functions; by V8's own bound (920 bytes of bytecode) whoever calls them all is cut short. */
export function compileForLongRuns(): void {
  // Brackets and sma-cross take a twentieth less time than under 3000; more than this gained nothing.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=8000')
  // V8 inlines what is short whatever the bound, and does not know how often a getter is called: one that is not short comes last. What a strategy reads
  // of lines, bars and positions are getters of up to 45 bytes (27 is short to V8); called, each allocated the number that it answered.
  setFlagsFromString('--max-inlined-bytecode-size-small=50')
  // The bound of both together, which V8 has at 4600.
  setFlagsFromString('--max-inlined-bytecode-size-absolute=16000')
  // Three times as long before a function is compiled: what it calls is compiled into it only if V8 has seen that often enough by then. By V8's own measure
  // it hung on chance, and the same run of sma-cross took 340 ms in one process and 410 in another.
  setFlagsFromString('--interrupt-budget=200000')
}

/** For thousands of short runs, no two alike, such as the suite of chaos. */
export function compileForShortRuns(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=500')
  setFlagsFromString('--max-inlined-bytecode-size-small=27')
  setFlagsFromString('--max-inlined-bytecode-size-absolute=4600')
  // V8's own, in Node 20.
  setFlagsFromString('--interrupt-budget=67584')
  // What one run does not need the next one does: compiled anew it took a tenth of the time.
  setFlagsFromString('--no-flush-bytecode')
}
