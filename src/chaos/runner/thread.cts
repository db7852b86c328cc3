// What the pool requires in each of its threads. It is CommonJS on purpose: a thread that is ended while it requires an ES module takes
// the process with it (V8 asks a module that was never instantiated, Node 20.19 and later); one that imports it does not.

const worker = import('./worker.js')
// The first call tells what went wrong.
worker.catch(() => undefined)

type Judge = Awaited<typeof worker>['judgeInThread']

/** What the pool calls. */
async function judgeInThread(chunk: Parameters<Judge>[0]): ReturnType<Judge> {
  return (await worker).judgeInThread(chunk)
}

export = { judgeInThread }
