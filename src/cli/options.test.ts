import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { backtestConfigSchema } from '../engine/config/config.js'
import { type BacktestOptions, backtestOptions } from './backtest/options.js'
import { runConfigSchema } from './backtest/run-config.js'
import { dataImportOptions } from './data/import-options.js'
import { addOptions, flagOf, type OptionSpec, variableOf } from './options.js'
import { verbs } from './verbs.js'

/** What has parts of its own is written in a config file, where it has room. */
const onlyInFiles: ReadonlySet<string> = new Set(['params', 'accounts', 'breakers', 'filters', 'governor', 'monitors', 'operator'])

const table: Readonly<Record<string, OptionSpec>> = backtestOptions

function parse(...words: readonly string[]): BacktestOptions {
  const command = new Command().exitOverride()
  addOptions(command, backtestOptions)
  return command.parse([...words], { from: 'user' }).opts()
}

describe('one name', () => {
  test('is the flag, the variable and the key', () => {
    expect(flagOf('riskFree', table.riskFree as OptionSpec)).toBe('--risk-free')
    expect(variableOf('riskFree')).toBe('BENCH_RISK_FREE')
    expect(flagOf('report', table.report as OptionSpec)).toBe('--no-report')
  })

  test('of every option appears in the help of its verb, with its description', () => {
    for (const verb of verbs) {
      const command = new Command().configureHelp({ helpWidth: 400 })
      addOptions(command, verb.options)
      const help = command.helpInformation()
      for (const [name, spec] of Object.entries(verb.options)) {
        expect(help).toContain(flagOf(name, spec))
        expect(help).toContain(spec.description)
      }
    }
  })

  test('of every field of the engine is an option, and the help states its real default', () => {
    const defaults: Readonly<Record<string, unknown>> = backtestConfigSchema.parse({})
    for (const [name, value] of Object.entries(defaults)) {
      if (onlyInFiles.has(name)) continue
      const spec = table[name]
      expect(spec?.belongs, name).toBe('engine')
      expect(spec?.read?.(spec.default ?? '') ?? spec?.default, name).toEqual(value)
    }
  })

  test('of every option that a file may hold is a key of its schema, and the other way round', () => {
    const inTable = Object.keys(table).filter((name) => table[name]?.belongs !== 'line')
    const inSchema = Object.keys(runConfigSchema.shape).filter((name) => !onlyInFiles.has(name))
    expect(inSchema.sort()).toEqual(inTable.sort())
  })

  test('of an import option means the same in a backtest', () => {
    for (const name of ['symbol', 'tz', 'assetClass', 'calendar', 'tick', 'stamp'] as const)
      expect(backtestOptions[name]).toBe(dataImportOptions[name])
  })
})

describe('flags', () => {
  test('arrive typed', () => {
    expect(parse('--cash', '50_000', '--fees', '0.005/share', '--from', '2005-01-31', '--json')).toMatchObject({
      cash: 50_000,
      fees: { perShare: 0.005 },
      from: '2005-01-31',
      json: true,
    })
  })

  test('given again make a list', () => {
    expect(parse('--data', 'a', '--data', 'b', '--param', 'fast=20', '--param', 'name=a=b')).toMatchObject({
      data: ['a', 'b'],
      param: [
        ['fast', '20'],
        ['name', 'a=b'],
      ],
    })
  })

  test.each(verbs.map(({ name, options }) => ({ name, options })))('of $name with an empty value are refused', ({ options }) => {
    const command = new Command().exitOverride()
    addOptions(command, options)
    for (const [name, spec] of Object.entries(options)) {
      if (spec.value === undefined) continue
      const flag = flagOf(name, spec)
      const refused = { code: 'USAGE', message: `${flag} is given nothing`, hint: `write ${flag} ${spec.value}, or leave it out` }
      for (const nothing of ['', ' '])
        expect(() => command.parse([flag, nothing], { from: 'user' })).toThrow(expect.objectContaining(refused))
    }
  })

  test('that cannot be read name themselves and their forms', () => {
    expect(() => parse('--slippage', 'lots')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining("--slippage: 'lots'"),
        hint: expect.stringContaining('5bps'),
      }),
    )
  })
})
