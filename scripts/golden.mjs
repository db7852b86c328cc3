// `npm run golden`: runs tests/golden/main.ts, which holds the sources to the reference results.

import { fileURLToPath } from 'node:url'
import { importSource } from './import-source.mjs'

const { main } = await importSource('tests/golden/main.ts')
process.exitCode = main(process.argv.slice(2), fileURLToPath(new URL('../tests/golden', import.meta.url)))
