import { expect, test } from 'vitest'
import { judgedRun } from '../../../tests/fixtures/verdict.js'
import type { Task } from '../suite/task.js'
import { worldTask } from '../suite/tasks.js'
import { judgedInThreads, type Threads } from './in-threads.js'

const depth = { ablation: false, again: false, paired: false, example: false }
const tasks = ['a', 'b', 'c'].map((name) => ({ ...worldTask('swarm', 'minutes', 1, depth), name }))

/** Threads that end with what is asked of them where a task is called so. */
function endingWith(name: string, asked: (readonly Task[])[] = []): Threads {
  return {
    async run(chunk) {
      asked.push(chunk)
      if (chunk.some((task) => task.name === name)) throw new Error('the thread ran out of memory')
      return chunk.map((task) => judgedRun({ name: task.name, hash: task.name }))
    },
  }
}

test('a chunk is judged in one go where its thread lives', async () => {
  const asked: (readonly Task[])[] = []
  const runs = await judgedInThreads(tasks, endingWith('nobody', asked))
  expect(runs.map(({ hash }) => hash)).toEqual(['a', 'b', 'c'])
  expect(asked).toEqual([tasks])
})

test('a thread that ends takes one task with it, and the others of its chunk are judged all the same', async () => {
  const runs = await judgedInThreads(tasks, endingWith('b'))
  expect(runs.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(runs.map(({ hash }) => hash)).toEqual(['a', 'Error: the thread ran out of memory', 'c'])
  expect(runs[1]?.gates).toEqual([{ name: 'ran to its end', passed: false, says: 'Error: the thread ran out of memory' }])
})
