// What the stages before pre-trade risk, and its limits that count, measured of a signal: the very numbers that they held to their limits, kept so that they can be told later.

/** In the order of stored rows: new ones go to the end. */
export const gateNoteNames = [
  /** The governor: orders sent in its window, lots that are held already, other positions that are open or may be, trades of the session with this one, losses in a row. */
  'sent',
  'heldLots',
  'othersOpen',
  'trades',
  'losses',
  /** Market filters: the window (epoch ms; the weekday, 0 is Sunday), the age of the last trade, the quote, the entry against its reference, how much the market moves. */
  'windowFrom',
  'windowTo',
  'weekday',
  'ageMs',
  'ageLimitMs',
  'spreadBps',
  'slippagePrice',
  'slippageReference',
  'slippageBps',
  'volatility',
  /** Caps, where they took lots off a size: which (its place among `sizeCapNames`), where it stands and what is there already in currency, and the lots that were wanted and left. */
  'cap',
  'capLimit',
  'capValue',
  'capWanted',
  'capLeft',
  /** Limits of pre-trade risk: messages of the last second, and trades of the session, both with this order. */
  'messages',
  'limitTrades',
] as const

export type GateNoteName = (typeof gateNoteNames)[number]

/** Those that were measured. */
export type JudgedGates = Readonly<Partial<Record<GateNoteName, number>>>

/** Takes what a stage measures. Of an order and those that it triggers the first to be asked about counts. */
export interface GateNotes {
  note(name: GateNoteName, value: number): void
}

export const sizeCapNames = ['symbol', 'total', 'cash reserve'] as const

export type SizeCapName = (typeof sizeCapNames)[number]
