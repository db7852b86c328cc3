// The tests that mutants of the venue and the portfolio are tried on: those beside the code, the matching table and the broker suite. A few cases of
// each property are enough for a mutant: PROPERTY_RUNS=5 npm run mutation. One module graph for all files of a run halves the time of a mutant.

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { 'trading-bench': fileURLToPath(new URL('src/index.ts', import.meta.url)) } },
  test: {
    isolate: false,
    setupFiles: ['tests/property-seed.ts'],
    testTimeout: 20_000,
    include: [
      'src/broker/**/*.test.ts',
      'src/portfolio/**/*.test.ts',
      'src/engine/currencies.test.ts',
      'tests/matching/*.test.ts',
      'tests/fills-page.test.ts',
      'tests/broker-suite.simulated.test.ts',
    ],
  },
})
