// Every dialect that is known. Each says itself whether a file is its own; where two do, the user is asked.

import { alpaca } from './alpaca.js'
import { alphaVantage } from './alpha-vantage.js'
import { backtrader } from './backtrader.js'
import { bench } from './bench.js'
import { binance } from './binance.js'
import { ccxt } from './ccxt.js'
import { cryptoDataDownload } from './cryptodatadownload.js'
import { databento } from './databento.js'
import type { Dialect } from './dialect.js'
import { finam } from './finam.js'
import { histData, ninjaTrader } from './histdata.js'
import { interactiveBrokers } from './interactive-brokers.js'
import { investing } from './investing.js'
import { kaggleBitstamp, kaggleFiveYears, kaggleHuge } from './kaggle.js'
import { kraken } from './kraken.js'
import { lean } from './lean.js'
import { metaTrader4, metaTrader5 } from './metatrader.js'
import { nasdaq } from './nasdaq.js'
import { polygonFlat, polygonRows } from './polygon.js'
import { sierra } from './sierra.js'
import { stooq, stooqBulk } from './stooq.js'
import { tiingo } from './tiingo.js'
import { tradingView } from './tradingview.js'
import { yahoo } from './yahoo.js'
import { yfinanceWide } from './yfinance-wide.js'

export { plain } from './plain.js'

export const dialects: readonly Dialect[] = [
  bench,
  yahoo,
  yfinanceWide,
  stooq,
  stooqBulk,
  finam,
  alphaVantage,
  kaggleHuge,
  kaggleFiveYears,
  kaggleBitstamp,
  interactiveBrokers,
  metaTrader5,
  metaTrader4,
  histData,
  ninjaTrader,
  tradingView,
  binance,
  cryptoDataDownload,
  kraken,
  ccxt,
  databento,
  polygonFlat,
  polygonRows,
  tiingo,
  alpaca,
  lean,
  backtrader,
  sierra,
  investing,
  nasdaq,
]
