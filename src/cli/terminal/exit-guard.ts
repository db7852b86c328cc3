// Lets `bench` alone say with which code it ends: a strategy that calls process.exit(0) would pass for a run that went well.

/** Nothing was decided: as where a gate failed. */
const UNDECIDED = 3

let decided: number | null = null

/** From now on an end that was not decided is a failure, with a word on it. */
export function guardExit(): void {
  process.on('exit', setCode)
  // Whoever listens last has the last word on the code.
  process.on('newListener', (event, listener) => {
    if (event === 'exit' && listener !== setCode) queueMicrotask(listenLast)
  })
}

function listenLast(): void {
  process.off('exit', setCode)
  process.on('exit', setCode)
}

function setCode(given: number): void {
  if (decided !== null) process.exitCode = decided === 0 ? given : decided
  else {
    process.stderr.write(undecided)
    process.exitCode = given === 0 ? UNDECIDED : given
  }
}

/** The work is done; the process goes on to its end. */
export function decideExit(code: number): void {
  decided = code
  process.exitCode = code
}

/** Ends the process now. */
export function exitNow(code: number): never {
  decided = code
  process.exit(code)
}

const undecided = `PROCESS_ENDED: the process was ended before the work was done, so nothing is decided
hint: where a strategy or a scenario calls process.exit, or waits for what never comes, take that out
`
