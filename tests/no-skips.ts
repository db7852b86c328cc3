// The reporter of the gate: it counts in one plain line, and makes a skipped test a failure.

import type { Reporter, TestModule } from 'vitest/node'

export default class NoSkips implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = (state: 'passed' | 'failed' | 'skipped'): number =>
      modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0)
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => `${module.moduleId}: ${test.fullName}`),
    )
    console.log(`${count('passed')} passed, ${count('failed')} failed, ${skipped.length} skipped`)
    if (skipped.length === 0) return
    console.error(`A skipped test is a failure here:\n${skipped.join('\n')}`)
    process.exitCode = 1
  }
}
