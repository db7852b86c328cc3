// MetaTrader's exports: 5 with a header and tabs, 4 without a header and with commas. Times are the broker's server's, stamps a bar's start, prices the bid's.

import { cellsOf, columnOf, type Dialect, hasNames, hasRows, numeric } from './dialect.js'

export const metaTrader5: Dialect = {
  id: 'mt5',
  label: 'MetaTrader 5',
  read(table) {
    if (!hasNames(table, '<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<TICKVOL>')) return null
    const [date, timeOfDay] = [columnOf(table, '<DATE>'), columnOf(table, '<TIME>')]
    const [open, high, low, close] = ['<OPEN>', '<HIGH>', '<LOW>', '<CLOSE>'].map((name) => columnOf(table, name)) as [
      number,
      number,
      number,
      number,
    ]
    const isTraded = cellsOf(table, columnOf(table, '<VOL>')).some((cell) => Number(cell) > 0)
    return {
      columns: {
        ...(timeOfDay < 0 ? { time: date } : { date, timeOfDay }),
        ...{ open, high, low, close },
        volume: columnOf(table, isTraded ? '<VOL>' : '<TICKVOL>'),
      },
      stamp: 'start',
      clock: serverClock,
      notes: isTraded ? [] : ['<VOL> is 0: the volume is a count of ticks'],
    }
  },
}

const serverClock = 'of the broker’s server, often Europe/Athens'

export const metaTrader4: Dialect = {
  id: 'mt4',
  label: 'MetaTrader 4',
  read(table) {
    if (!hasRows(table, [/^\d{4}\.\d\d\.\d\d$/, /^\d\d:\d\d$/, numeric, numeric, numeric, numeric, numeric])) return null
    // HistData writes this form for MetaTrader too, in its own zone.
    const histData = /^DAT_MT_([A-Z]{6})_M1_/i.exec(table.sample.name)
    return {
      columns: { date: 0, timeOfDay: 1, open: 2, high: 3, low: 4, close: 5, volume: 6 },
      names: ['Date', 'Time', 'Open', 'High', 'Low', 'Close', 'Volume'],
      stamp: 'start',
      clock: serverClock,
      notes: ['the volume is a count of ticks'],
      ...(histData === null ? {} : { timeZone: 'Etc/GMT+5', symbol: histData[1] as string, assetClass: 'forex', timeframe: '1m' }),
    }
  },
}
