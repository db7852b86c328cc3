// CryptoDataDownload: its address in the first line, then `unix,date,symbol,open,high,low,close,Volume BTC,…`, newest first.

import { columnOf, type Dialect, hasNames } from './dialect.js'

export const cryptoDataDownload: Dialect = {
  id: 'cryptodatadownload',
  label: 'CryptoDataDownload',
  read(table) {
    if (!hasNames(table, 'unix,date,symbol,open,high,low,close')) return null
    const volume = table.header?.findIndex((name) => /^volume/i.test(name)) ?? -1
    const [open, high, low, close] = ['open', 'high', 'low', 'close'].map((name) => columnOf(table, name)) as [
      number,
      number,
      number,
      number,
    ]
    return {
      columns: {
        ...{ time: columnOf(table, 'unix'), symbol: columnOf(table, 'symbol') },
        ...{ open, high, low, close },
        ...(volume < 0 ? {} : { volume }),
      },
      stamp: 'start',
      adjusted: 'none',
      assetClass: 'crypto',
    }
  },
}
