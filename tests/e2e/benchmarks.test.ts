// Benchmarks that reach into the parts of a run: what changes in those parts must not leave them behind. They run from the clone, as they are run by hand.

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test.each(['risk', 'pipeline'])('%s', async (name) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['benchmarks/run.mjs', '--only', name, '--json'], {
    cwd: root,
    timeout: 25_000,
  })
  expect(JSON.parse(stdout)).toMatchObject({ name, median: expect.any(Number) })
})
