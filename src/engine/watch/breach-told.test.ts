// Who is told of a breach, when, and what comes of the answer.

import { describe, expect, test } from 'vitest'
import { flatBars, free, handSeries } from '../../../tests/fixtures/series.js'
import { strategyOf } from '../../../tests/fixtures/strategies.js'
import type { Breach } from '../../model/breach.js'
import type { RunResult } from '../../model/run.js'
import { enterLong, exit } from '../../model/signal.js'
import { runBacktest } from '../backtest.js'

const long = (lots: number) => enterLong({ size: { lots } })
const codes = ({ risk }: RunResult): string[] => (risk?.breaches ?? []).map(({ code, severity }) => `${code} ${severity}`)

describe('a breach is told', () => {
  test('to every strategy, with its numbers, before onFill; signals that come back go their way', () => {
    const heard: string[] = []
    const strategy = strategyOf('told', {
      onBar: ({ bar }) => (bar.index === 0 ? long(1_000) : undefined),
      onRiskBreach: ({ instruments }, breach: Breach) => {
        heard.push(`${breach.code} ${breach.severity} ${instruments[0]?.position.quantity}`)
        return exit({ instrument: 'A', reason: 'told to' })
      },
    })
    const told = runBacktest({
      strategies: [{ strategy }],
      series: [handSeries('A', flatBars(100, 100, 97, 95, 95))],
      config: { ...free, monitors: { drawdown: '3%' } },
    })
    expect(heard).toEqual(['DRAWDOWN warning 1000'])
    expect(told.fills.map(({ role, price }) => [role, price])).toEqual([
      ['entry', 100],
      ['exit', 95],
    ])
    expect(told.risk).toMatchObject({ account: 'active', transitions: [] })
  })

  test('once at each time: what a strategy brings about by its answer is told after the next mark', () => {
    let told = 0
    const answering = strategyOf('answering', {
      onBar: ({ bar }) =>
        bar.index === 0 ? Array.from({ length: 60 }, (_, k) => enterLong({ size: { lots: 1 }, tag: `t${k}` })) : undefined,
      onRiskBreach: () => enterLong({ instrument: 'A', size: { lots: 1 }, tag: `answer ${told++}` }),
    })
    const answered = runBacktest({
      strategies: [{ strategy: answering }],
      series: [handSeries('A', flatBars(100, 100, 100, 100))],
      config: { ...free, limits: { messages: { reject: 5, terminate: 20 } }, breakers: 'off', monitors: { drawdown: '50%' } },
    })
    expect(told).toBe(1)
    expect(codes(answered)).toEqual(['MESSAGE_RATE critical'])
  })

  test('to the strategy alone whose breach it is', () => {
    const heard: string[] = []
    const listening = (name: string, lots: number) =>
      strategyOf(name, {
        onBar: ({ bar }) => (bar.index === 0 ? long(lots) : undefined),
        onRiskBreach: (_, { code }) => void heard.push(`${name} ${code}`),
      })
    runBacktest({
      strategies: [{ strategy: listening('one', 500) }, { strategy: listening('other', 10) }],
      series: [handSeries('A', flatBars(100, 100, 90, 90))],
      config: { ...free, monitors: { strategyLoss: 5_000 } },
    })
    expect(heard).toEqual(['one STRATEGY_LOSS'])
  })
})
