import { parse } from 'vega'
import { compile } from 'vega-lite'
import { describe, expect, test } from 'vitest'
import { charts } from './charts.js'

describe.each(Object.entries(charts))('chart %s', (_name, spec) => {
  const warnings: string[] = []
  const logger = {
    level: () => logger,
    warn: (...text: readonly unknown[]) => {
      warnings.push(text.join(' '))
      return logger
    },
    info: () => logger,
    debug: () => logger,
    error: () => logger,
  }
  const vega = compile(spec, { logger: logger as never }).spec

  test('compiles without a warning, and Vega can parse it', () => {
    expect(warnings).toEqual([])
    expect(() => parse(vega)).not.toThrow()
  })

  test('takes its rows, period and pointed time from the page', () => {
    expect(vega.data?.map(({ name }) => name)).toContain('rows')
    const signals = vega.signals?.map(({ name }) => name)
    expect(signals).toEqual(expect.arrayContaining(['from', 'to', 'pointed', 'width']))
    expect(signals).not.toContain('cursor')
  })

  test('says in words what it shows', () => {
    expect(vega.description).toMatch(/^.{30,}\.$/)
  })
})
