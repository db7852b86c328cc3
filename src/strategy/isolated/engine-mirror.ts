// The engine's side of the mirror: before an event it writes what the strategy may look at into shared memory, and orders that changed into text.

import type { BarColumns } from '../../model/bar.js'
import type { Instrument } from '../../model/instrument.js'
import type { WorkingOrder } from '../../model/order.js'
import type { Position } from '../../model/position.js'
import type { HostedSeries, HostServices } from '../host.js'
import type { OpenText, RequestText } from './border.js'
import { exactText } from './exact-text.js'
import { MirrorLayout } from './mirror.js'
import { copyRows, sharedBlock, sharedColumns } from './shared-columns.js'

/** What the engine gives an isolated host: views of the strategy's own state, and what its context is started with. */
export interface IsolatedServices extends Omit<HostServices, 'random' | 'columnsOf'> {
  readonly seed: number
  /** Whether bars of the run still change before they close. */
  readonly moving: boolean
}

/** What a strategy sees of one instrument. */
interface MirroredInstrument {
  readonly instrument: Instrument
  readonly position: Position
  readonly desk: { readonly view: readonly WorkingOrder[] }
  /** The working orders that the strategy knows. */
  known: readonly WorkingOrder[]
}

export class EngineMirror {
  /** The mirror, then the columns of each series. */
  readonly blocks: readonly SharedArrayBuffer[]
  /** Signals were taken: orders may have changed before the clock does. */
  isStale = true
  readonly #services: IsolatedServices
  readonly #hosted: readonly HostedSeries[]
  readonly #instruments: readonly MirroredInstrument[]
  /** The place of each series' instrument. */
  readonly #instrumentOf: readonly number[]
  readonly #layout: MirrorLayout
  readonly #numbers: Float64Array
  #time = Number.NaN
  /** Copies that follow bars which move, and the rows they have; empty where none do. */
  readonly #followers: { readonly columns: BarColumns; rows: number }[] = []

  constructor(hosted: readonly HostedSeries[], services: IsolatedServices) {
    this.#services = services
    this.#hosted = hosted
    const instruments = [...new Map(hosted.map(({ series: { instrument } }) => [instrument.id, instrument])).values()]
    this.#instruments = instruments.map((instrument) => {
      const desk = services.desk(instrument.id)
      return { instrument, position: services.position(instrument.id), desk, known: [] }
    })
    this.#instrumentOf = hosted.map(({ series }) => instruments.findIndex(({ id }) => id === series.instrument.id))
    this.#layout = new MirrorLayout(hosted.length, instruments.length)
    const block = new SharedArrayBuffer(this.#layout.length * 8)
    this.#numbers = new Float64Array(block)
    const columns = hosted.map(({ series }) => sharedBlock(series.columns))
    this.blocks = [block, ...columns]
    if (services.moving) {
      this.#followers = hosted.map(({ series }, k) => {
        return { columns: sharedColumns(columns[k] as SharedArrayBuffer, series.columns.length), rows: 0 }
      })
    }
    this.#write()
  }

  /** What the strategy is told of the run as it starts. */
  opening(name: string, params: unknown): OpenText {
    const { seed, firstDecision, moving } = this.#services
    const series = this.#hosted.map(({ series: { timeframe, columns, actions } }, k) => {
      return { instrument: this.#instrumentOf[k] as number, timeframe, length: columns.length, actions }
    })
    return { name, params, seed, firstDecision, instruments: this.#instruments.map(({ instrument }) => instrument), series, moving }
  }

  /** Shows a bar that has just closed: everything at a new time, else no more than what its context reads. Answers what is to be told as text. */
  showBar(slot: number): string {
    const { now } = this.#services.clock
    if (this.isStale || now !== this.#time) return this.showAll(null)
    this.#writeAccount()
    this.#writeSeries(slot)
    this.#writePosition(this.#instrumentOf[slot] as number)
    return ''
  }

  /** Shows everything, with what else there is to tell. */
  showAll(told: RequestText | null): string {
    this.#write()
    const desks = this.#changedDesks()
    return told === null && desks === undefined ? '' : exactText({ ...told, desks } satisfies RequestText)
  }

  #write(): void {
    this.#time = this.#services.clock.now
    this.isStale = false
    this.#writeAccount()
    for (let k = 0; k < this.#hosted.length; k++) this.#writeSeries(k)
    for (let k = 0; k < this.#instruments.length; k++) this.#writePosition(k)
  }

  #writeAccount(): void {
    const { clock, account } = this.#services
    const numbers = this.#numbers
    numbers[this.#layout.time] = clock.now
    numbers[this.#layout.equity] = account.equity
    numbers[this.#layout.cash] = account.cash
  }

  #writeSeries(k: number): void {
    const { series, cursor } = this.#hosted[k] as HostedSeries
    const at = this.#layout.series(k)
    const numbers = this.#numbers
    numbers[at] = cursor.index
    numbers[at + 1] = cursor.splits
    numbers[at + 2] = cursor.ratioSince
    const follower = this.#followers[k]
    if (follower === undefined || cursor.index < follower.rows) return
    copyRows(series.columns, follower.columns, follower.rows, cursor.index + 1)
    follower.rows = cursor.index + 1
  }

  #writePosition(k: number): void {
    const { position } = this.#instruments[k] as MirroredInstrument
    const at = this.#layout.position(k)
    const numbers = this.#numbers
    numbers[at] = position.quantity
    numbers[at + 1] = position.averagePrice
    numbers[at + 2] = position.openedAt
    numbers[at + 3] = position.openedBar
    numbers[at + 4] = position.barsHeld
  }

  #changedDesks(): RequestText['desks'] {
    let changed: (readonly [number, readonly WorkingOrder[]])[] | undefined
    for (let k = 0; k < this.#instruments.length; k++) {
      const one = this.#instruments[k] as MirroredInstrument
      const { view } = one.desk
      if (view === one.known || (view.length === 0 && one.known.length === 0)) continue
      one.known = view
      changed ??= []
      changed.push([k, view])
    }
    return changed
  }
}
