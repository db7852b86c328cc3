// The table of trades: filtered, sorted, and shown a page at a time, so that twenty thousand of them cost no more than a hundred.

/// <reference lib="dom" />

import { counted, decimal, percent, whole } from '../../wording.js'
import type { Trade, TradeColumn } from '../trade-columns.js'
import { tradeFilter } from './trade-filter.js'

const ROWS_A_PAGE = 50

interface Wishes {
  /** Calls with the trades that are left, in the order of the table. */
  readonly onFound: (trades: readonly Trade[]) => void
  /** Calls with a trade that the reader wants to see in the charts. */
  readonly onShow: (trade: Trade) => void
  readonly period: () => readonly [number, number]
}

export class TradeBrowser {
  readonly #root: HTMLElement
  readonly #form: HTMLFormElement
  readonly #trades: readonly Trade[]
  readonly #columns: readonly TradeColumn[]
  readonly #wishes: Wishes
  #found: Trade[] = []
  #page = 0
  #sort: { readonly column: number; readonly ascending: boolean } | null = null

  constructor(root: HTMLElement, trades: readonly Trade[], columns: readonly TradeColumn[], wishes: Wishes) {
    this.#root = root
    this.#form = root.querySelector('form') as HTMLFormElement
    this.#trades = trades
    this.#columns = columns
    this.#wishes = wishes
    this.#form.addEventListener('submit', (event) => event.preventDefault())
    this.#form.addEventListener('input', () => this.search())
    for (const [column, head] of this.#heads().entries())
      head.querySelector('button')?.addEventListener('click', () => this.#sortBy(column))
    for (const button of root.querySelectorAll<HTMLButtonElement>('[data-page]'))
      button.addEventListener('click', () => this.#turn(this.#page + Number(button.dataset.page)))
    this.search()
  }

  /** Filters anew. */
  search(): void {
    const fields = new FormData(this.#form)
    const text = (name: string): string => String(fields.get(name) ?? '')
    const takes = tradeFilter({
      text: text('text'),
      instrument: text('instrument'),
      strategy: text('strategy'),
      side: text('side'),
      outcome: text('outcome'),
      period: fields.has('period') ? this.#wishes.period() : null,
    })
    this.#found = this.#trades.filter(takes)
    this.#order()
    this.#turn(0)
    this.#sum()
    this.#wishes.onFound(this.#found)
  }

  /** The period changed: it matters only where it is part of the filter. */
  periodChanged(): void {
    if (new FormData(this.#form).has('period')) this.search()
  }

  /** Shows the page that a trade is on, and marks its row. */
  find(trade: Trade): void {
    const index = this.#found.indexOf(trade)
    if (index < 0) return
    this.#turn(Math.floor(index / ROWS_A_PAGE))
    const row = this.#body().rows[index % ROWS_A_PAGE]
    row?.classList.add('found')
    row?.scrollIntoView({ block: 'center' })
    row?.querySelector('button')?.focus({ preventScroll: true })
  }

  #heads(): HTMLTableCellElement[] {
    return [...this.#root.querySelectorAll<HTMLTableCellElement>('thead th')]
  }

  #body(): HTMLTableSectionElement {
    return this.#root.querySelector('tbody') as HTMLTableSectionElement
  }

  #sortBy(column: number): void {
    const before = this.#sort?.column === column ? this.#sort.ascending : null
    const ascending = before === null ? this.#columns[column]?.numeric !== true : !before
    this.#sort = { column, ascending }
    for (const [i, head] of this.#heads().entries()) {
      if (i === column) head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending')
      else head.removeAttribute('aria-sort')
    }
    this.#order()
    this.#turn(0)
  }

  /** Trades without the figure come last, whichever way. */
  #order(): void {
    if (this.#sort === null) return
    const { column, ascending } = this.#sort
    const read = this.#columns[column]?.sortBy ?? ((trade: Trade) => trade.id)
    const side = ascending ? 1 : -1
    const keyed = this.#found.map((trade) => ({ trade, key: read(trade) }))
    keyed.sort((a, b) => {
      if (typeof a.key === 'string' || typeof b.key === 'string') return side * String(a.key).localeCompare(String(b.key))
      if (Number.isNaN(a.key) || Number.isNaN(b.key)) return Number(Number.isNaN(a.key)) - Number(Number.isNaN(b.key))
      return side * (a.key - b.key)
    })
    this.#found = keyed.map(({ trade }) => trade)
  }

  #turn(page: number): void {
    const pages = Math.max(1, Math.ceil(this.#found.length / ROWS_A_PAGE))
    this.#page = Math.max(0, Math.min(pages - 1, page))
    const from = this.#page * ROWS_A_PAGE
    const shown = this.#found.slice(from, from + ROWS_A_PAGE)
    this.#body().replaceChildren(...shown.map((trade) => this.#row(trade)))
    const text = shown.length === 0 ? 'none' : `${whole(from + 1)} to ${whole(from + shown.length)} of ${whole(this.#found.length)}`
    ;(this.#root.querySelector('.page') as HTMLElement).textContent = text
    for (const button of this.#root.querySelectorAll<HTMLButtonElement>('[data-page]')) {
      const to = this.#page + Number(button.dataset.page)
      button.disabled = to < 0 || to >= pages
    }
  }

  #row(trade: Trade): HTMLTableRowElement {
    const row = document.createElement('tr')
    for (const column of this.#columns) {
      const cell = row.insertCell()
      if (column.numeric) cell.className = 'number'
      if (column.toned === true && trade.pnl !== 0) cell.classList.add(trade.pnl > 0 ? 'gain' : 'loss')
      if (column.head !== '#') cell.textContent = column.text(trade)
      else cell.append(this.#showButton(trade))
    }
    return row
  }

  #showButton(trade: Trade): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'show'
    button.textContent = String(trade.id)
    button.setAttribute('aria-label', `Show trade ${trade.id} in the charts`)
    button.addEventListener('click', () => this.#wishes.onShow(trade))
    return button
  }

  #sum(): void {
    const won = this.#found.filter((trade) => trade.pnl > 0).length
    const result = this.#found.reduce((sum, trade) => sum + trade.pnl, 0)
    const share = this.#found.length === 0 ? '' : `, ${percent(won / this.#found.length)} won, result ${decimal(result)}`
    ;(this.#root.querySelector('.found') as HTMLElement).textContent = `${counted(this.#found.length, 'trade')}${share}`
  }
}
