// Three data sets of Kaggle that many begin with: the huge stock market, five years of the S&P 500, and Bitstamp's minutes.

import { type Dialect, isHeader } from './dialect.js'

export const kaggleHuge: Dialect = {
  id: 'kaggle-huge',
  label: 'Kaggle, huge stock market',
  read(table) {
    if (!isHeader(table, 'Date,Open,High,Low,Close,Volume,OpenInt')) return null
    return { adjusted: 'all', symbol: symbolOf(table.sample.name) }
  },
}

/** `aapl.us.txt` → `AAPL` */
function symbolOf(name: string): string | null {
  return /^([a-z0-9-]+)\.us\.txt$/i.exec(name)?.[1]?.toUpperCase() ?? null
}

export const kaggleFiveYears: Dialect = {
  id: 'kaggle-5yr',
  label: 'Kaggle, five years of the S&P 500',
  read: (table) => (isHeader(table, 'date,open,high,low,close,volume,Name') ? { emptyRows: 'pass' } : null),
}

export const kaggleBitstamp: Dialect = {
  id: 'kaggle-bitstamp',
  label: 'Kaggle, Bitstamp minutes',
  read(table) {
    if (!isHeader(table, 'Timestamp,Open,High,Low,Close,Volume_(BTC),Volume_(Currency),Weighted_Price')) return null
    return {
      columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
      stamp: 'start',
      emptyRows: 'pass',
      adjusted: 'none',
      assetClass: 'crypto',
      timeframe: '1m',
    }
  },
}
