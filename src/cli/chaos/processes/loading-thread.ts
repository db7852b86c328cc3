// A thread in which the file of a strategy is loaded, and nothing of it is called.

import { workerData } from 'node:worker_threads'
import { loadStrategy } from '../../../strategy/loader.js'

const { name, cwd } = workerData as { readonly name: string; readonly cwd: string }

// What is wrong with it is told by whoever loads it next.
await loadStrategy(name, { cwd }).catch(() => {})
