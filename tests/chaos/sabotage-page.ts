// The table of docs/CHAOS.md: what each strategy that misbehaves costs with the controls on and off, and who stops it.

import { faultCatalog } from '../../src/chaos/faults/catalog.js'
import { type Outcome, type Sabotage, type Sabotaged, sabotages } from './sabotage.js'

const head = [
  'strategy',
  'what it does',
  'world',
  'caught first by',
  'detected after, worst',
  'on: mean',
  'on: worst',
  'on: orders',
  'off: mean',
  'off: worst',
  'off: orders',
  'seed 1: on, off',
]

/** Lines of the table; `runs` has those of each sabotage, seed 1 first. */
export function sabotageTable(runs: readonly (readonly Sabotaged[])[]): readonly string[] {
  const rows = sabotages.map((one, index) => cells(one, runs[index] as readonly Sabotaged[]))
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

/** What the strategy is called in the table, the parameters that make it another among it. */
export function titleOf({ strategy, params = {} }: Sabotage): string {
  const named = Object.entries(params).map(([name, value]) => `${name} ${value}`)
  return [`\`${strategy}\``, ...named].join(', ')
}

/** Damage at one seed. */
function atSeed({ on, off }: Sabotaged): string {
  return `${money(on.damage)}, ${money(off.damage)}`
}

function cells(one: Sabotage, runs: readonly Sabotaged[]): readonly string[] {
  const [on, off] = [runs.map((run) => run.on), runs.map((run) => run.off)]
  return [
    titleOf(one),
    faultCatalog.get(one.strategy)?.says ?? '',
    one.world,
    [...new Set(on.map(({ caughtBy }) => `\`${caughtBy}\``))].sort().join(', '),
    `${Math.max(...on.map(({ detectMs }) => (detectMs ?? Number.POSITIVE_INFINITY) / 60_000)).toLocaleString('en-US')} min`,
    ...damageCells(on),
    ...damageCells(off),
    atSeed(runs[0] as Sabotaged),
  ]
}

function damageCells(outcomes: readonly Outcome[]): readonly string[] {
  const damages = outcomes.map(({ damage }) => damage)
  if (damages.some((damage) => damage === null)) return ['the run ends', 'the run ends', '–']
  return [money(mean(damages as number[])), money(Math.max(...(damages as number[]))), money(mean(outcomes.map(({ orders }) => orders)))]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function money(value: number | null): string {
  return value === null ? 'the run ends' : (Math.round(value) + 0).toLocaleString('en-US')
}

function line(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`
}
