// Tests that start `bench` run what is in dist/: it is built once, before any of them, when the sources changed.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export function setup(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs', '--if-stale'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('dist/ could not be built; npm run build says why')
}
