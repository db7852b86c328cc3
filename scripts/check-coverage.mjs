// Holds line coverage of the core to its bound, folder by folder. Reads coverage/coverage-summary.json, which `npm run coverage` leaves.

import { readFileSync } from 'node:fs'

const bound = 90
const folders = ['src/engine/', 'src/broker/', 'src/portfolio/', 'src/metrics/']
const summary = JSON.parse(readFileSync(new URL('../coverage/coverage-summary.json', import.meta.url), 'utf8'))

let failed = false
for (const folder of folders) {
  const files = Object.entries(summary).filter(([file]) => file.includes(`/${folder}`))
  const total = files.reduce((sum, [, { lines }]) => sum + lines.total, 0)
  const covered = files.reduce((sum, [, { lines }]) => sum + lines.covered, 0)
  const percent = total === 0 ? 0 : (100 * covered) / total
  console.log(`${folder.padEnd(16)} ${percent.toFixed(1)}% of ${total} lines`)
  failed ||= percent < bound
}
if (failed) {
  console.error(`COVERAGE: a folder is below ${bound}% of its lines · hint: npm run coverage shows the files`)
  process.exit(3)
}
