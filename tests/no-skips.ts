// The reporter of the gate: it counts in one plain line, says which files took longest, and makes a skipped test a failure.

import type { Reporter, TestModule } from 'vitest/node'

const longest = 15

export default class NoSkips implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = (state: 'passed' | 'failed' | 'skipped'): number =>
      modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0)
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => `${module.moduleId}: ${test.fullName}`),
    )
    console.log(slowestOf(modules))
    console.log(`${count('passed')} passed, ${count('failed')} failed, ${skipped.length} skipped`)
    if (skipped.length === 0) return
    console.error(`A skipped test is a failure here:\n${skipped.join('\n')}`)
    process.exitCode = 1
  }
}

/** A line a file, the slowest first, in seconds of its tests and hooks. */
function slowestOf(modules: readonly TestModule[]): string {
  return modules
    .map((module) => ({ file: module.relativeModuleId, seconds: module.diagnostic().duration / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, longest)
    .map(({ file, seconds }) => `${seconds.toFixed(0).padStart(6)} s  ${file}`)
    .join('\n')
}
