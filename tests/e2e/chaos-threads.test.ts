// The threads of the chaos suite: what ends them as they load does not end the process.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const thread = fileURLToPath(new URL('../../dist/chaos/runner/thread.cjs', import.meta.url))

test('the pool requires no ES module: a thread that is ended while it does takes the process with it', () => {
  const requires = `require(${JSON.stringify(thread)}); process.exit(0)`
  const { stderr, status } = spawnSync(process.execPath, ['--no-experimental-require-module', '-e', requires], { encoding: 'utf8' })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
})
