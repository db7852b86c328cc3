// `bench data check`: what is wrong with the bars of a dataset or file, or looks so, against the calendar and against themselves.

import { writeFile } from 'node:fs/promises'
import { coverageByYear } from '../../data/quality/coverage.js'
import { checkQuality, type QualityReport, worstFirst } from '../../data/quality/quality-report.js'
import { barsToCheck, subjectOf } from './bars-to-check.js'
import type { DataCheckOptions } from './check-options.js'
import { checkText } from './check-text.js'
import { importOptionsOf } from './import-options.js'

export async function dataCheck(names: readonly string[], options: DataCheckOptions): Promise<void> {
  const reports: QualityReport[] = []
  const pages: string[] = []
  for (const name of names) {
    const subject = subjectOf(await barsToCheck(name, importOptionsOf(options), options.catalog, options.instrument))
    const report = checkQuality(subject)
    reports.push(report)
    if (options.html !== undefined) {
      const { dataCheckPage } = await import('../../report/data-check/page.js')
      const file = names.length === 1 ? options.html : numbered(options.html, pages.length + 1)
      await writeFile(file, dataCheckPage(report, subject.series))
      pages.push(file)
    }
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ schema: 'bench.data-check/1', reports: reports.map(asJson) })}\n`)
  else process.stdout.write(reports.map((report) => `${checkText(report)}\n`).join('\n'))
  for (const page of pages) process.stderr.write(`page: ${page}\n`)
  if (reports.some(({ counts }) => counts.error > 0 || (options.strict && counts.warning > 0))) process.exitCode = 4
}

/** `check.html` → `check-2.html` */
function numbered(file: string, number: number): string {
  return file.replace(/(\.[^.]*)?$/, (ending) => `-${number}${ending}`)
}

function asJson({ name, kind, timeframe, counts, instruments, groups }: QualityReport) {
  return {
    name,
    kind,
    timeframe,
    counts,
    instruments: instruments.map(({ coverage, ...one }) => ({ ...one, coverage: coverageByYear(coverage) })),
    checks: groups.map(({ check, instrument, counts }) => ({ check, instrument, counts })),
    findings: worstFirst(groups),
  }
}
