import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Strategies in workers of their own are held to limits of real time: nothing else runs beside them. */
const isolated = [
  'src/strategy/isolated/**/*.test.ts',
  'src/engine/seats/isolation.test.ts',
  'src/chaos/hosts/isolated-chaos.test.ts',
  'tests/chaos/isolated-scenarios.test.ts',
]

/** Tests that put other modules in the place of ours: what they load is nobody else's. */
const mocking = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => `src/${path}`)
  .filter((file) => readFileSync(file, 'utf8').includes('vi.mock('))

const timeout = process.env.CI === 'true' ? 300_000 : 30_000

export default defineConfig({
  resolve: { alias: { 'trading-bench': fileURLToPath(new URL('src/index.ts', import.meta.url)) } },
  test: {
    // On CI properties run all of their cases, on whatever machine there is.
    testTimeout: timeout,
    hookTimeout: timeout,
    maxWorkers: availableParallelism(),
    setupFiles: ['tests/property-seed.ts'],
    reporters: process.env.CI === 'true' ? ['dot', './tests/no-skips.ts'] : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Properties make much that lives for a moment: a larger nursery spares a sixth of their time.
          execArgv: ['--max-semi-space-size=64'],
          // Files of one process share its modules, which spares four fifths of what loading them costs.
          isolate: false,
          include: ['src/**/*.test.ts', 'strategies/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', ...isolated, ...mocking],
        },
      },
      { extends: true, test: { name: 'mocking', include: mocking } },
      { extends: true, test: { name: 'isolated', include: isolated, maxWorkers: 1, sequence: { groupOrder: 1 } } },
      // These start what is built; only they wait for a build.
      { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], globalSetup: ['tests/global-setup.ts'] } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts', 'src/**/*.testing.ts', 'src/report/tear-sheet/page/**', 'src/chaos/report/page/**'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
})
