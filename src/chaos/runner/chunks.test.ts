import { expect, test } from 'vitest'
import { worldTask } from '../suite/tasks.js'
import { chunksOf } from './chunks.js'

const shallow = { ablation: false, again: false, paired: false, example: false }
const task = (name: string, world: string, seed: number) => ({ ...worldTask('swarm', world, seed, shallow), name })

test('a chunk has tasks of one world and seed, and no task is lost', () => {
  const tasks = [1, 2].flatMap((seed) => [task('a', 'minutes', seed), task('b', 'days', seed), task('c', 'minutes', seed)])
  const chunks = chunksOf(tasks, 2)
  expect(chunks.map((chunk) => chunk.map(({ name }) => name))).toEqual([['a', 'c'], ['b'], ['a', 'c'], ['b']])
  expect(new Set(chunks.flat())).toEqual(new Set(tasks))
})

test('where there are few, none is so long that a thread waits for another', () => {
  const tasks = Array.from({ length: 30 }, (_, index) => task(`${index}`, 'minutes', 1))
  const chunks = chunksOf(tasks, 2)
  expect(chunks.map(({ length }) => length)).toEqual([12, 12, 6])
  expect(chunks.flat()).toEqual(tasks)
  expect(chunksOf(tasks, 1)).toHaveLength(1)
  const many = Array.from({ length: 9 }, (_, seed) => tasks.map((one) => ({ ...one, seed }))).flat()
  expect(chunksOf(many, 2)).toHaveLength(9)
})
