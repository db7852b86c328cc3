import { expect, test } from 'vitest'
import { worldTask } from '../suite/tasks.js'
import { type Chunk, ChunkQueue } from './chunk-queue.js'

const shallow = { ablation: false, again: false, paired: false, example: false }
const chunk = (world: string, seed: number, tasks = 1): Chunk =>
  Array.from({ length: tasks }, () => worldTask('swarm', world, seed, shallow))

test('a thread goes on with its world, then takes the largest that no other has begun, and helps another where none is left', () => {
  const small = [chunk('days', 1), chunk('days', 2)]
  const large = [chunk('minutes', 1, 3), chunk('minutes', 2, 3), chunk('minutes', 3, 3)]
  const last = [chunk('tight', 1)]
  const queue = new ChunkQueue([...small, ...large, ...last])
  const one = queue.next(null)
  expect(one).toBe(large[0])
  const other = queue.next(null)
  expect(other).toBe(small[0])
  const second = queue.next(other)
  expect(second).toBe(small[1])
  const third = queue.next(second)
  expect(third).toBe(last[0])
  expect(queue.next(third)).toBe(large[1])
  expect(queue.next(one)).toBe(large[2])
  expect(queue.next(large[2] as Chunk)).toBeNull()
})

test('every chunk is given once', () => {
  const chunks = [1, 2, 3, 4].flatMap((seed) => ['minutes', 'days', 'tight'].map((world) => chunk(world, seed, seed)))
  const queue = new ChunkQueue(chunks)
  const given: Chunk[] = []
  const hands: (Chunk | null)[] = [null, null, null]
  for (let turn = 0; given.length < chunks.length; turn++) {
    const next = queue.next(hands[turn % hands.length] ?? null)
    if (next === null) break
    hands[turn % hands.length] = next
    given.push(next)
  }
  expect(new Set(given)).toEqual(new Set(chunks))
  expect(given).toHaveLength(chunks.length)
})
