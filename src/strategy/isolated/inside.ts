// The part of an isolated host that runs beside the strategy, in its own context: the in-process host over a mirror of the engine in shared memory.
//
// It is bundled with the strategy's file and evaluated where there is no Node. What crosses the border is numbers, text and shared memory.

import type { BarSeries } from '../../model/bar.js'
import type { Breach } from '../../model/breach.js'
import type { Fill } from '../../model/fill.js'
import type { Instrument } from '../../model/instrument.js'
import type { WorkingOrder } from '../../model/order.js'
import type { Prediction } from '../../model/prediction.js'
import type { Signals } from '../../model/signal.js'
import { randomStream } from '../../std/random.js'
import type { Strategy } from '../define-strategy.js'
import { InProcessHost, type InstrumentSlot } from '../host.js'
import type { ColumnsOfSeries } from '../lines.js'
import type { AnswerText, OpenText, RequestText } from './border.js'
import { exactText, fromExactText } from './exact-text.js'
import { Ask } from './exchange.js'
import { failureText } from './failure-text.js'
import { MirrorLayout } from './mirror.js'
import { MirroredAccount, MirroredCursor, MirroredPosition } from './mirrored-views.js'
import { sharedColumns } from './shared-columns.js'
import { SharedLines } from './shared-lines.js'

/** One strategy, with the memory that it was given. */
export class Inside {
  readonly strategy: Strategy
  readonly #blocks: SharedArrayBuffer[] = []
  #runner: Runner | null = null

  constructor(strategy: Strategy) {
    this.strategy = strategy
  }

  /** Takes a block of shared memory: the mirror first, then the columns of each series. */
  give(block: SharedArrayBuffer): void {
    this.#blocks.push(block)
  }

  /**
   * Starts the strategy's host. Answers what the engine needs to know of it; its columns are to be had one by one from `column`. `beforeColumns` is
   * called when the strategy has made its memory, before the first column of an indicator is worked out; not where there is none.
   */
  open(setup: string, beforeColumns: () => void): string {
    this.#runner = new Runner(this.strategy, fromExactText(setup) as OpenText, this.#blocks, beforeColumns)
    return exactText({
      opened: { warmUp: this.#runner.host.warmUp, columns: this.#runner.lines.share(this.#runner.host) },
    } satisfies AnswerText)
  }

  column(place: number): SharedArrayBuffer | undefined {
    return this.#runner?.lines.blocks[place]
  }

  /** Asks the strategy. Answers an empty text where it said nothing. */
  ask(what: Ask, slot: number, text: string): string {
    const runner = this.#runner as Runner
    try {
      const signals = runner.ask(what, slot, text)
      const { timers } = runner
      if (signals === undefined && timers.length === 0) return ''
      return exactText({ signals, timers: timers.splice(0) } satisfies AnswerText)
    } catch (error) {
      return failureText(error)
    }
  }
}

class Runner {
  readonly host: InProcessHost
  readonly lines: SharedLines
  /** Those asked for in the event that is being handled. */
  readonly timers: (readonly [at: number, name: string])[] = []
  readonly #account: MirroredAccount
  readonly #cursors: readonly MirroredCursor[]
  readonly #desks: { view: readonly WorkingOrder[] }[]
  #time = Number.NaN

  constructor(
    strategy: Strategy,
    { instruments, ...setup }: OpenText,
    [block, ...blocks]: readonly SharedArrayBuffer[],
    beforeColumns: () => void,
  ) {
    const layout = new MirrorLayout(setup.series.length, instruments.length)
    const mirror = new Float64Array(block as SharedArrayBuffer)
    const series = setup.series.map((one, k): BarSeries => {
      const columns = sharedColumns(blocks[k] as SharedArrayBuffer, one.length)
      return { instrument: instruments[one.instrument] as Instrument, timeframe: one.timeframe, columns, actions: one.actions }
    })
    const placeOf = (id: string): number => instruments.findIndex((one) => one.id === id)
    this.lines = new SharedLines(setup.moving, block as SharedArrayBuffer)
    this.#account = new MirroredAccount(mirror, layout)
    this.#cursors = series.map(({ columns }, k) => new MirroredCursor(columns, mirror, layout.series(k)))
    this.#desks = instruments.map(() => ({ view: [] }))
    this.host = new InProcessHost(
      setup.name,
      strategy,
      strategy.params.parse(setup.params),
      series.map((one, k) => ({ series: one, cursor: this.#cursors[k] as MirroredCursor })),
      {
        clock: this.#account,
        account: this.#account,
        random: randomStream(setup.seed, `strategy/${setup.name}`),
        firstDecision: setup.firstDecision,
        position: (id) => new MirroredPosition(mirror, layout.position(placeOf(id))),
        desk: (id) => this.#desks[placeOf(id)] as { view: readonly WorkingOrder[] },
        schedule: (at, name) => this.timers.push([at, name]),
        columnsOf: after(beforeColumns, this.lines.columnsOf),
      },
    )
  }

  ask(what: Ask, place: number, text: string): Signals {
    this.#follow(what === Ask.bar ? place : -1)
    const slot = this.host.slots[place] as InstrumentSlot
    const told = text === '' ? {} : (fromExactText(text) as RequestText)
    for (const [k, view] of told.desks ?? []) (this.#desks[k] as { view: readonly WorkingOrder[] }).view = view
    switch (what) {
      case Ask.bar:
        return this.host.onBar(slot)
      case Ask.bars:
        return this.host.onBars()
      case Ask.fill:
        return this.host.onFill(slot, told.fill as Fill)
      case Ask.prediction:
        return this.host.onPrediction(slot, told.prediction as Prediction)
      case Ask.breach:
        return this.host.onRiskBreach(told.breach as Breach)
      case Ask.timer:
        return this.host.onTimer(told.timer as string)
      case Ask.split:
        this.host.onSplit(slot, told.split as { readonly ratio: number })
        return undefined
      case Ask.start:
        this.host.start()
        return undefined
      default:
        this.host.end()
        return undefined
    }
  }

  /** Moves the cursors to where the engine's stand: at a bar of a time that is known already, only that of its own series. */
  #follow(place: number): void {
    const { now } = this.#account
    if (place >= 0 && now === this.#time) (this.#cursors[place] as MirroredCursor).follow()
    else for (let k = 0; k < this.#cursors.length; k++) (this.#cursors[k] as MirroredCursor).follow()
    this.#time = place >= 0 ? now : Number.NaN
    this.lines.follow(this.host, this.#cursors)
  }
}

/** The same, with something done before the first call. */
function after(first: () => void, columnsOf: ColumnsOfSeries): ColumnsOfSeries {
  let isFirst = true
  return (series, definition) => {
    if (isFirst) first()
    isFirst = false
    return columnsOf(series, definition)
  }
}
