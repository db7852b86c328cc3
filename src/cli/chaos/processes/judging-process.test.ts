import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testerTasks } from '../../../chaos/suite/tasks.js'
import { BenchError } from '../../../std/errors.js'
import { JudgingProcess } from './judging-process.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'judging-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const plan = { cwd: '.', scenarios: [], tested: null }
const [task] = testerTasks(['mine.ts'], 1) as [ReturnType<typeof testerTasks>[number]]

/** A process that does this with a question; what it says of the first task comes after. */
async function judging(does: string, taskMs = 20_000): Promise<JudgingProcess> {
  const file = pathToFileURL(join(folder, `${does.length}.mjs`))
  await writeFile(file, `process.on('message', (question) => { ${does} })\n`)
  return new JudgingProcess(plan, { taskMs, memoryMb: 64 }, file)
}

test.each([
  ['a loop', 'for (;;);', 1000, 'STRATEGY_STOPPED: it took longer than 1 s'],
  ['an exit with 0', 'process.exit(0)', 20_000, 'STRATEGY_STOPPED: it ended its process with 0'],
  ['an end by memory', "process.kill(process.pid, 'SIGKILL')", 20_000, 'STRATEGY_STOPPED: it took more than 64 MB (SIGKILL)'],
])('%s is a gate that failed and says what to do, and the next task has a process again', async (_, does, taskMs, says) => {
  const one = await judging(does, taskMs)
  for (const isFirst of [true, false]) {
    const run = await one.judged(task, isFirst)
    expect(run.gates).toEqual([{ name: 'ran to its end', passed: false, says: expect.stringContaining(`${says}; to mend it, `) }])
  }
  one.close()
})

test('what is refused is told by its own error, and what is judged is given back', async () => {
  const refusing = await judging(
    "process.send({ token: question.token, refused: { code: 'USAGE', message: 'it never signals', hint: 'give it bars' } })",
  )
  await expect(refusing.judged(task, true)).rejects.toMatchObject({ code: 'USAGE', hint: 'give it bars' })
  refusing.close()
  const answering = await judging('process.send({ token: question.token, run: { name: question.task.name, gates: [] } })')
  expect(await answering.judged(task, false)).toEqual({ name: 'normal', gates: [] })
  answering.close()
})

test('what a strategy says on the line of the process is no answer', async () => {
  const forges =
    "process.send('ready'); process.send({ run: { name: 'forged' } }); process.send({ token: 'mine', run: {} }); process.send(null)"
  const one = await judging(`${forges}; process.send({ token: question.token, run: { name: 'judged' } })`)
  expect(await one.judged(task, true)).toEqual({ name: 'judged' })
  one.close()
})

test('a process that ended after its answer fails no task that comes later', async () => {
  const one = await judging('process.send({ token: question.token, run: {} }, () => process.exit(0))')
  for (const isFirst of [true, false]) {
    expect(await one.judged(task, isFirst)).toEqual({})
    await setTimeout(1000)
  }
  one.close()
})

test('memory that a runaway of ours takes is an error of the workbench, and what the strategy takes alone is its own', async () => {
  const [runaway] = testerTasks(['mine.ts'], 1, ['chaos-runaway-beside']) as [ReturnType<typeof testerTasks>[number]]
  const dies = "process.kill(process.pid, 'SIGKILL')"
  const beside = await judging(`if (question.task.name === 'normal') process.send({ token: question.token, run: {} }); else ${dies}`)
  const judged = beside.judged(runaway, false)
  await expect(judged).rejects.toThrow(/^chaos-runaway-beside at seed 1 came to no verdict.* it took more than 64 MB \(SIGKILL\)$/)
  await expect(judged).rejects.not.toBeInstanceOf(BenchError)
  beside.close()
  const always = await judging(`${dies} // whatever is asked`)
  expect((await always.judged(runaway, false)).gates).toMatchObject([{ name: 'ran to its end', passed: false }])
  always.close()
})
