import { describe, expect, test } from 'vitest'
import { runFixture } from '../../tests/fixtures/run-result.js'
import { computeMetrics } from '../metrics/compute.js'
import { confidenceIntervals } from '../metrics/confidence-interval.js'
import { metricsInputOf } from '../metrics/run-input.js'
import { bandOf } from './band.js'
import { runSummary } from './terminal.js'
import { decimal, percent } from './wording.js'

const { result, benchmark } = runFixture({ bars: 600, trades: 8 })
const metrics = computeMetrics(metricsInputOf(result))
const files = { runId: 'sma-cross-1234abcd', report: 'reports/sma-cross-1234abcd/report.html' }

describe('the summary on the terminal', () => {
  const text = runSummary({ result, metrics, benchmark, files, color: false })

  test('has the verdict, every hash, the counts and where the report is', () => {
    expect(text).toMatch(/^(Made|Lost) .* for buy-and-hold, worst fall /m)
    for (const hash of Object.values(result.hashes)) expect(text).toContain(hash)
    expect(text).toContain('600 bars · 16 signals · 0 denials · 16 orders · 16 fills · 8 round trips')
    expect(text).toContain(files.report)
  })

  test('has no escape codes without colour, and has some with it', () => {
    expect(text).not.toContain('\u001b')
    expect(runSummary({ result, metrics, benchmark, files, color: true })).toContain('\u001b[1m')
  })

  test('its lines fit 80 columns, notes and file names aside', () => {
    const figures = text.split('\n').filter((line) => /Total return|CAGR|Sharpe/.test(line))
    expect(figures.length).toBeGreaterThan(1)
    for (const line of figures) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('puts intervals behind the figures that have one, and the columns stay in line', () => {
    const intervals = confidenceIntervals(metricsInputOf(result), 1)
    const lines = runSummary({ result, metrics, intervals, benchmark, files, color: false }).split('\n')
    const right = lines.filter((line) => /^(Total return|CAGR|Sharpe ratio|Max drawdown)/.test(line))
    expect(right.find((line) => line.startsWith('Sharpe'))).toMatch(/ −?\d+\.\d\d {2}\(95\u202f%: −?\d+\.\d\d … −?\d+\.\d\d\) /)
    expect(right.find((line) => line.startsWith('CAGR'))).toMatch(/\(95\u202f%: −?\d+\.\d\u202f% … −?\d+\.\d\u202f%\)/)
    expect(right.find((line) => line.startsWith('Max drawdown'))).not.toContain('95')
    expect(new Set(right.slice(0, 3).map((line) => line.length)).size).toBe(1)
    for (const line of right) expect(line.length).toBeLessThanOrEqual(90)
  })

  test('says before the notes that most orders were refused, by which code, and what to change', () => {
    const denial = { code: 'MAX_GROSS', context: { would_be: 2, limit: 1 }, time: 0, strategy: 's', instrument: 'X' } as const
    const refused = { ...result, denials: Array.from({ length: 99 }, () => denial), notes: ['a note'] }
    const lines = runSummary({ result: refused, metrics, benchmark, files, color: false }).split('\n')
    const at = lines.findIndex((line) => /^Refused 99 of 1\d\d orders$/.test(line))
    expect(lines[at + 1]).toMatch(/^99 × MAX_GROSS, first on 1970-01-01 in X \(would_be=2, limit=1\)\./)
    expect(at).toBeLessThan(lines.indexOf('note: a note'))
    expect(text).not.toContain('Refused')
  })

  test('leaves out figures that there are none of', () => {
    expect(text).not.toContain('n/a')
    expect(text).not.toContain('Beta')
  })

  test('has every figure as a band where both ends were run, the share that hangs on it, and that it is no bound', () => {
    const other = runFixture({ bars: 600, trades: 8, seed: 4 }).result
    const band = bandOf({ pessimistic: result, optimistic: other }, (run) => computeMetrics(metricsInputOf(run)))
    const lines = runSummary({ result, metrics, benchmark, band, files, color: false }).split('\n')
    const at = lines.indexOf('Band: pessimistic … optimistic path inside each bar')
    const [sharpe, otherSharpe] = [band.pessimistic, band.optimistic].map((end) => decimal(end.metrics.sharpe.value as number))
    expect(lines.slice(at).find((line) => line.startsWith('Sharpe'))).toContain(`${sharpe} … ${otherSharpe}`)
    const share = percent(band.ambiguousShare.value as number)
    expect(lines).toContain(`Share of the result that hangs on ambiguous bars: ${share}. No bounds: see docs/FILLS.md.`)
    expect(text).not.toContain('Band')
  })
})
