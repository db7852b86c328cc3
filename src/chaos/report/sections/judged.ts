// Everything that was judged, in tables: scenarios gate by gate and in figures, then schedules, negative controls, swarms and the corpus.

import type { Markup } from '../../../report/tear-sheet/html.js'
import { meaning } from '../../../report/tear-sheet/sections/meaning.js'
import { type Column, table } from '../../../report/tear-sheet/sections/table.js'
import { counted, duration, listed, whole } from '../../../report/wording.js'
import type { GateName, JudgedRun, RunKind } from '../../verdict/verdict.js'
import { figureMeanings, gateMeanings } from '../meanings.js'
import { hasMatrixRow, type RunGroup } from '../run-group.js'
import type { Spread } from '../spread.js'
import { type Part, part } from './part.js'

export function judgedTables(groups: readonly RunGroup[]): readonly (Part | null)[] {
  const scenarios = groups.filter(hasMatrixRow)
  const others = groups.filter((group) => !hasMatrixRow(group))
  return [
    scenarios.length === 0
      ? null
      : part(
          'scenarios',
          'Every scenario',
          gatesTable('Runs of scenarios that passed each gate, of those that were held to it', scenarios),
          figuresTable(scenarios),
        ),
    others.length === 0
      ? null
      : part(
          'others',
          headOf(listed([...new Set(others.map(({ kind }) => plurals[kind] ?? kind))])),
          gatesTable('Runs that passed each gate, of those that were held to it', others),
        ),
  ]
}

/** As a heading has them. */
const plurals: Readonly<Partial<Record<RunKind, string>>> = {
  schedule: 'schedules',
  'negative control': 'negative controls',
  swarm: 'swarms',
  corpus: 'corpus',
}

const nameColumn: Column<RunGroup> = {
  head: 'Name',
  cell: ({ kind, name }) => (kind === 'scenario' ? name : `${kind}: ${name}`),
  sortBy: ({ name }) => name,
  rowMeans: () => '',
}

const seedsColumn: Column<RunGroup> = {
  head: 'Seeds',
  numeric: true,
  cell: ({ runs }) => whole(runs.length),
  sortBy: ({ runs }) => runs.length,
  means: meaning('Seeds', 'runs, one a seed'),
}

function gatesTable(caption: string, groups: readonly RunGroup[]): Markup {
  const names = [...new Set(groups.flatMap(({ runs }) => runs.flatMap(({ gates }) => gates.map(({ name }) => name))))]
  return table<RunGroup>(
    caption,
    [
      nameColumn,
      seedsColumn,
      {
        head: 'Failed',
        numeric: true,
        cell: ({ failed }) => whole(failed.length),
        tone: ({ failed }) => (failed.length > 0 ? 'bad' : ''),
        sortBy: ({ failed }) => failed.length,
        means: meaning('Failed', 'runs in which any gate failed'),
      },
      ...names.map(gateColumn),
    ],
    groups,
  )
}

function gateColumn(gate: GateName): Column<RunGroup> {
  const held = ({ runs }: RunGroup): readonly boolean[] =>
    runs.flatMap(({ gates }) => gates.filter(({ name }) => name === gate).map(({ passed }) => passed))
  const failures = (group: RunGroup): number => held(group).filter((passed) => !passed).length
  return {
    head: headOf(gate),
    numeric: true,
    cell: (group) => {
      const all = held(group).length
      return all === 0 ? '–' : failures(group) === 0 ? whole(all) : `${whole(all - failures(group))} of ${whole(all)}`
    },
    tone: (group) => (failures(group) > 0 ? 'bad' : ''),
    sortBy: failures,
    means: meaning(headOf(gate), gateMeanings[gate]),
  }
}

function headOf(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function figuresTable(groups: readonly RunGroup[]): Markup {
  const spread = (
    head: string,
    what: readonly string[],
    of: (group: RunGroup) => number | undefined,
    write: (value: number) => string,
  ): Column<RunGroup> => ({
    head,
    numeric: true,
    cell: (group) => {
      const value = of(group)
      return value === undefined ? '–' : write(value)
    },
    sortBy: (group) => of(group) ?? -1,
    means: meaning(head, ...what),
  })
  const worst = (one: Spread | null): number | undefined => one?.greatest
  const median = (one: Spread | null): number | undefined => one?.median
  const ablation: readonly Column<RunGroup>[] = [
    spread('Ablation: damage, median', figureMeanings.withoutControl, ({ unguarded }) => median(unguarded), whole),
    spread('least', figureMeanings.withoutControl, ({ unguarded }) => unguarded?.least, whole),
    {
      head: 'Ablation: broke',
      cell: ({ runs }) => inRuns(runs.map(({ unguardedBroke }) => unguardedBroke ?? [])),
      means: meaning('Ablation: broke', ...figureMeanings.brokeWithout),
    },
  ]
  const isAblated = groups.some(({ unguarded }) => unguarded !== null)
  return table<RunGroup>(
    'Times and damage over all seeds',
    [
      nameColumn,
      spread('Detect, median', figureMeanings.detect, ({ detectMs }) => median(detectMs), duration),
      spread('worst', figureMeanings.detect, ({ detectMs }) => worst(detectMs), duration),
      spread('Recover, median', figureMeanings.recover, ({ recoverMs }) => median(recoverMs), duration),
      spread('worst', figureMeanings.recover, ({ recoverMs }) => worst(recoverMs), duration),
      spread('Damage, median', figureMeanings.damage, ({ damage }) => median(damage), whole),
      spread('worst', figureMeanings.damage, ({ damage }) => worst(damage), whole),
      spread('Budget', figureMeanings.budget, ({ budget }) => worst(budget), whole),
      {
        head: 'Broke',
        cell: ({ runs }) => brokenText(runs),
        tone: ({ runs }) => (brokenText(runs) === '–' ? '' : 'bad'),
        means: meaning('Broke', 'with all controls: invariants that did not hold, and in how many runs'),
      },
      ...(isAblated ? ablation : []),
    ],
    groups,
  )
}

function brokenText(runs: readonly JudgedRun[]): string {
  return inRuns(runs.map(({ violations }) => violations.map(({ invariant }) => invariant)))
}

/** `damage in 2 runs, I16 in 1 run`; of what each run broke. */
function inRuns(broken: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>()
  for (const ids of broken) {
    for (const id of new Set(ids)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts].map(([id, count]) => `${id} in ${counted(count, 'run')}`).join(', ') || '–'
}
