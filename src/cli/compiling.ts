// What V8 compiles, and how much it inlines. What it compiles pays where it runs long, and costs more than the run where that is short.

import { setFlagsFromString } from 'node:v8'

/** For long runs. An order passes through many short functions; by V8's own bound (920 bytes of bytecode) whoever calls them all is cut short. */
export function compileForLongRuns(): void {
  // Brackets gained a quarter by it, sma-cross a tenth; more than this gained nothing.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=3000')
  // What reads a line, a bar or a position is a getter of up to 45 bytes, and V8 does not know how often a getter is called: by its own bound (27) it gives
  // them what the decisions leave, and a strategy that looks at four values a bar allocated each of them.
  setFlagsFromString('--max-inlined-bytecode-size-small=50')
  setFlagsFromString('--max-inlined-bytecode-size-absolute=8000')
}

/** For thousands of short runs, no two alike, such as the suite of chaos. */
export function compileForShortRuns(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=500')
  // What one run does not need the next one does: compiled anew it took a tenth of the time.
  setFlagsFromString('--no-flush-bytecode')
}
