import { describe, expect, test } from 'vitest'
import { actionsOfTickers, readTickerSpans, tickerNotes } from './lean-map.js'

const spans = readTickerSpans('20051117,spwr,Q\n20080929,spwr,Q\n20111116,spwra,Q\n20501231,spwr,Q\n', 'spwr.csv')

describe('map files', () => {
  test('the first row is the first day, the others the last ones of a ticker', () => {
    expect(spans).toEqual([
      { ticker: 'spwr', from: '2005-11-17', to: '2008-09-29' },
      { ticker: 'spwra', from: '2008-09-30', to: '2011-11-16' },
      { ticker: 'spwr', from: '2011-11-17', to: '2050-12-31' },
    ])
  })

  test('another row is refused with its line', () => {
    expect(() => readTickerSpans('20051117,spwr,Q\n20080929,1,1\n', 'x.csv')).toThrow(
      expect.objectContaining({ message: expect.stringContaining('line 2') }),
    )
    expect(() => readTickerSpans('\n', 'x.csv')).toThrow(expect.objectContaining({ code: 'BAD_DATA' }))
  })

  test('tell changes of ticker inside the bars, each on its first day', () => {
    expect(actionsOfTickers(spans, 'spwr', '2006-01-03', '2012-12-31')).toEqual([
      { kind: 'ticker-change', exDate: '2008-09-30', from: 'SPWR', to: 'SPWRA' },
      { kind: 'ticker-change', exDate: '2011-11-17', from: 'SPWRA', to: 'SPWR' },
    ])
    expect(actionsOfTickers(spans, 'spwr', '2013-01-02', '2014-12-31')).toEqual([])
    expect(actionsOfTickers(spans, 'fslr', '2006-01-03', '2012-12-31')).toEqual([])
  })

  test('tell the first day under the tickers of the bars, where bars before it are of another company', () => {
    const fund = readTickerSpans('20060410,uso,P\n20501231,uso,P\n', 'uso.csv')
    expect(actionsOfTickers(fund, 'uso', '1998-01-02', '2021-03-31')).toEqual([{ kind: 'listing', exDate: '2006-04-10' }])
    expect(actionsOfTickers(fund, 'uso', '2006-04-10', '2021-03-31')).toEqual([])
    expect(actionsOfTickers(fund, 'uso', '1998-01-02', '1998-12-30')).toEqual([])
    const note = readTickerSpans('20180118,vxxb,Z\n20190501,vxxb,Z\n20501231,vxx,Z\n', 'vxx.csv')
    const change = { kind: 'ticker-change', exDate: '2019-05-02', from: 'VXXB', to: 'VXX' }
    expect(actionsOfTickers(note, 'vxx', '2017-01-03', '2021-03-31')).toEqual([{ kind: 'listing', exDate: '2019-05-02' }, change])
    // From both files the bars have the company's own earlier days.
    expect(actionsOfTickers(note, 'vxx', '2018-01-18', '2021-03-31', ['vxx', 'vxxb'])).toEqual([change])
  })

  test('tell a delisting on the day after the last row, where the bars reach it', () => {
    const ended = readTickerSpans('20020522,aaa,N\n20070518,aaa,N\n', 'aaa.1.csv')
    expect(actionsOfTickers(ended, 'aaa', '2005-01-03', '2007-05-18')).toEqual([{ kind: 'delisting', exDate: '2007-05-19' }])
    expect(actionsOfTickers(ended, 'aaa', '2005-01-03', '2006-12-29')).toEqual([])
    expect(actionsOfTickers(ended, 'aaa', '2008-01-02', '2012-12-31')).toEqual([])
  })

  test.each([
    ['days of the company', 'spwr', '2006-01-03', '2007-12-31', []],
    ['days before it', 'spwr', '2001-01-02', '2007-12-31', [/rows before 2005-11-17 are of another company, which was SPWR then/]],
    ['another ticker between', 'spwr', '2006-01-03', '2012-12-31', [/from 2008-09-30 to 2011-11-16 this company was SPWRA.*--symbol SPWR/]],
    ['another ticker long ago', 'spwr', '2013-01-02', '2014-12-31', []],
    [
      'a ticker that ended',
      'spwra',
      '2009-01-02',
      '2012-12-31',
      [/rows after 2011-11-16 are of another company/, /from 2011-11-17 to 2050-12-31 this company was SPWR/],
    ],
    ['another company’s map', 'fslr', '2009-01-02', '2012-12-31', [/has no ticker FSLR/]],
  ])('bars of %s', (_, ticker, first, last, notes) => {
    expect(tickerNotes(spans, ticker, first, last)).toEqual(notes.map((note) => expect.stringMatching(note)))
  })
})
