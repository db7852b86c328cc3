import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FixtureOptions, runFixture } from '../../../tests/fixtures/run-result.js'
import { computeMetrics } from '../../metrics/compute.js'
import { confidenceIntervals, knownIntervals } from '../../metrics/confidence-interval.js'
import { metricsInputOf } from '../../metrics/run-input.js'
import { runMarkdown } from './markdown.js'
import { pngOf } from './png.js'
import type { StaticInput } from './static-input.js'
import { runSvg } from './svg.js'
import { writeStatic } from './write-static.js'

function inputOf(options: FixtureOptions = {}, change: Partial<StaticInput> = {}): StaticInput {
  const { result, benchmark } = runFixture({ bars: 800, trades: 12, ...options })
  const sample = metricsInputOf(result)
  const intervals = knownIntervals(confidenceIntervals(sample, 1))
  return { runId: 'sma-cross-1234abcd', result, metrics: computeMetrics(sample), metricsMode: 'default', intervals, benchmark, ...change }
}

/** Every text of a picture. */
function words(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text)
}

describe('the picture', () => {
  let svg: string
  let seen: string[]
  beforeAll(async () => {
    svg = await runSvg(inputOf())
    seen = words(svg)
  })

  test('has title, verdict, figures with intervals, charts, months and hashes', () => {
    expect(seen).toContain('sma-cross on SPX')
    expect(seen.some((text) => /^(Made|Lost) .* for buy-and-hold, worst fall /.test(text))).toBe(true)
    expect(seen).toEqual(expect.arrayContaining(['Sharpe ratio', 'Equity, USD', 'against buy-and-hold', 'Drawdown', 'Jan', 'Year', '2001']))
    expect(seen.filter((text) => text.startsWith('95')).length).toBe(2)
    expect(seen.some((text) => text.includes('decision dec1de222222'))).toBe(true)
    expect(seen.some((text) => text.startsWith('Note: SPX is an index'))).toBe(true)
  })

  test('draws equity, benchmark and drawdown as paths of many points', () => {
    const long = [...svg.matchAll(/ d="([^"]+)"/g)].filter(([, path = '']) => path.length > 5_000)
    expect(long.length).toBe(4)
  })

  test('says beside the period that data are synthetic, and only then', async () => {
    const input = inputOf()
    const series = input.result.series.map((one) => ({ ...one, synthetic: true }))
    const labelled = await runSvg({ ...input, result: { ...input.result, series } })
    expect([words(labelled).includes('SYNTHETIC DATA'), seen.includes('SYNTHETIC DATA')]).toEqual([true, false])
  })

  test('has no outline around the area of the drawdown: it would stand upright at its ends', () => {
    const filled = [...svg.matchAll(/<path [^>]*fill-opacity="0\.16"[^>]*>/g)].map(([path]) => path)
    expect(filled.length).toBe(1)
    expect(filled[0]).not.toMatch(/stroke="#/)
  })

  test('loads nothing and has no number that is none', () => {
    expect(svg).not.toMatch(/href=|url\(|<script|<image|NaN|Infinity|undefined/)
    expect(svg.length).toBeLessThan(400_000)
  })

  test('is the same for the same run', async () => {
    expect(await runSvg(inputOf())).toBe(svg)
  })

  test.each<readonly [string, FixtureOptions, Partial<StaticInput>]>([
    ['without a benchmark or intervals', {}, { benchmark: null }],
    ['of a run that did not trade', { trades: 0 }, {}],
    ['of two bars', { bars: 2, trades: 0 }, {}],
    ['that went below zero', { leverage: 6, drift: -0.01 }, {}],
    ['of many instruments', { instruments: 6 }, {}],
  ])('%s is drawn too', async (_, options, change) => {
    const drawn = await runSvg(inputOf(options, change))
    expect(drawn).not.toMatch(/NaN|Infinity|undefined|<a &/)
    expect(drawn.startsWith('<svg role="img"') && drawn.trimEnd().endsWith('</svg>')).toBe(true)
  })

  test('writes signs that XML keeps for itself as XML does', async () => {
    const drawn = await runSvg(inputOf({ strategy: '<a & b>' }, { runId: 'a<&"b' }))
    expect(drawn).toContain('aria-label="a&lt;&amp;&quot;b"')
    expect(words(drawn)).toContain('&lt;a &amp; b&gt; on SPX')
  })

  test('as PNG is twice as wide, and not blank where its words are', async () => {
    const png = await pngOf(svg)
    const header = new DataView(png.buffer, png.byteOffset)
    expect([header.getUint32(16), png.length > 50_000]).toEqual([2_400, true])
  })

  test('as PNG is refused on a machine without fonts', async () => {
    await expect(pngOf(svg, { loadSystemFonts: false })).rejects.toMatchObject({
      code: 'FONTS_MISSING',
      hint: expect.stringContaining('--svg'),
    })
  })
})

describe('the Markdown', () => {
  const page = runMarkdown(inputOf({ instruments: 2 }))

  test('has every section, and every table is square', () => {
    const heads = [...page.matchAll(/^## (.+)$/gm)].map(([, head]) => head)
    expect(heads).toEqual(['Figures', 'Monthly returns, percent', 'Worst drawdowns', 'Trades', 'Provenance'])
    for (const table of page
      .trimEnd()
      .split('\n\n')
      .filter((block) => block.startsWith('|'))) {
      const widths = table.split('\n').map((line) => line.split(/(?<!\\)\|/).length)
      expect(new Set(widths).size).toBe(1)
      expect(widths.length).toBeGreaterThan(2)
    }
  })

  test('has the interval beside its figure, and why others have no value', () => {
    expect(page).toMatch(/\| Sharpe ratio \| [^|]+ \| 95\u202f%: .+ … .+, stationary bootstrap, percentile \| {2}\|/)
    expect(page).toMatch(/\| Deflated Sharpe ratio \| n\/a \| {2}\| n\/a: /)
  })

  test('sums the trades of each instrument and of all', () => {
    expect(page).toMatch(/^\| SYN01 \| 12 \|/m)
    expect(page).toMatch(/^\| all \| 24 \|/m)
  })

  test('does not take names for marks', () => {
    const odd = runMarkdown(inputOf({ strategy: 'a_b*c|d' }))
    expect(odd).toContain('# a\\_b\\*c|d on SPX')
    expect(odd).toContain('strategy a_b*c\\|d')
  })

  test('says in words that nothing was traded', () => {
    const quiet = runMarkdown(inputOf({ trades: 0 }))
    expect(quiet).toContain('Did not trade.')
    expect(quiet).toContain('Equity never fell below its highest point.')
  })
})

describe('writing', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'static-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('leaves what was asked for and nothing else', async () => {
    expect(await writeStatic(inputOf(), folder, ['md', 'svg'])).toEqual({ md: join(folder, 'report.md'), svg: join(folder, 'report.svg') })
    expect((await readdir(folder)).sort()).toEqual(['report.md', 'report.svg'])
    expect(await readFile(join(folder, 'report.svg'), 'utf8')).toMatch(/^<svg /)
    expect(await writeStatic(inputOf(), folder, [])).toEqual({})
  })
})
