// Makes a clone ready to run: packages when they are missing or older than the lock file, a build when the sources changed. Else says nothing.

import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { isBuilt } from './stamp.mjs'

const root = new URL('../', import.meta.url)

// No package needs its install scripts, so none is run.
if (!(await hasPackages())) run('installing packages (about 15 s)', ...npm('ci', '--include=dev', '--ignore-scripts', '--loglevel=error'))
if (!(await isBuilt())) run('building', process.execPath, 'scripts/build.mjs')

/** npm writes its own copy of the lock file when an installation is complete. */
async function hasPackages() {
  const wanted = await modifiedAt('package-lock.json')
  return (await modifiedAt('node_modules/.package-lock.json')) >= wanted
}

async function modifiedAt(path) {
  const { mtimeMs } = await stat(new URL(path, root)).catch(() => ({ mtimeMs: 0 }))
  return mtimeMs
}

/** The npm that started us, where one did. */
function npm(...args) {
  const path = process.env.npm_execpath
  return path === undefined ? ['npm', ...args] : [process.execPath, path, ...args]
}

function run(what, command, ...args) {
  console.error(`setup: ${what}`)
  const { status, error } = spawnSync(command, args, { cwd: fileURLToPath(root), stdio: ['ignore', 2, 2] })
  if (error !== undefined) console.error(`setup: ${command} cannot be started: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}
