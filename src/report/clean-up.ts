// Work that clears up behind itself whatever ends it: its own end, a failure, or the end of the program.

/**
 * Does the work, then clears up. Where the program exits meanwhile it is cleared up then, so `clearUp` is synchronous; `bench` exits on Ctrl-C and on
 * SIGTERM, and only what no program can answer, such as SIGKILL, leaves something behind.
 */
export async function withCleanUp<Result>(clearUp: () => void, work: () => Promise<Result>): Promise<Result> {
  process.once('exit', clearUp)
  try {
    return await work()
  } finally {
    clearUp()
    process.off('exit', clearUp)
  }
}
