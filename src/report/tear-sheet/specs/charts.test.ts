import { parse } from 'vega'
import { compile } from 'vega-lite'
import { describe, expect, test } from 'vitest'
import { type ChartName, charts } from './charts.js'

const notOverTime: readonly string[] = ['distribution', 'tradeDuration', 'tradeMae', 'tradeMfe'] satisfies ChartName[]

describe.each(Object.entries(charts))('chart %s', (name, spec) => {
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

  test('takes its rows from the page, and its period where it is over time', () => {
    const overTime = !notOverTime.includes(name)
    const data = vega.data?.map((one) => one.name) ?? []
    const signals = vega.signals?.map((one) => one.name) ?? []
    expect(data.some((one) => ['rows', 'bins', 'trades'].includes(one))).toBe(true)
    expect(['from', 'to'].map((signal) => signals.includes(signal))).toEqual([overTime, overTime])
    expect(signals).toContain('width')
  })

  test('says in words what it shows', () => {
    expect(vega.description).toMatch(/^.{30,}\.$/)
  })
})
