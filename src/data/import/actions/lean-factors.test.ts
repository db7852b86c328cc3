import { describe, expect, test } from 'vitest'
import { actionsOfFactors } from './lean-factors.js'

describe('factor files', () => {
  test('a step of the split factor is a split on the next session, as the simple ratio that is meant', () => {
    const text =
      '20000620,1,0.00892857,101\n20050225,1,0.01785710,88.97\n20140606,1,0.0357143,645.57\n20200828,1,0.25,499.23\n20501231,1,1,0'
    expect(actionsOfFactors(text, 'aapl.csv')).toEqual([
      { kind: 'split', exDate: '2000-06-21', ratio: 2 },
      { kind: 'split', exDate: '2005-02-28', ratio: 2 },
      { kind: 'split', exDate: '2014-06-09', ratio: 7 },
      { kind: 'split', exDate: '2020-08-31', ratio: 4 },
    ])
  })

  test('a reverse split has a ratio below one, and one that is no simple fraction stays as it is', () => {
    expect(actionsOfFactors('20200428,1,8,2.13\n20501231,1,1,0', 'uso.csv')).toEqual([
      { kind: 'split', exDate: '2020-04-29', ratio: 0.125 },
    ])
    expect(actionsOfFactors('20150424,1,0.997307,565.06\n20501231,1,1,0', 'goog.csv')).toMatchObject([{ ratio: 1 / 0.997307 }])
  })

  test('a step of the price factor is a dividend of so much of the close before it', () => {
    expect(actionsOfFactors('20210204,0.9985079,1,137.39\n20501231,1,1,0', 'aapl.csv')).toEqual([
      { kind: 'dividend', exDate: '2021-02-05', amount: 0.205, factor: 0.9985079 },
    ])
  })

  test('both on one day: the amount is of the shares after the split; without a close it is not known', () => {
    expect(actionsOfFactors('20210204,0.9,0.5,100\n20501231,1,1,0', 'x.csv')).toEqual([
      { kind: 'split', exDate: '2021-02-05', ratio: 2 },
      { kind: 'dividend', exDate: '2021-02-05', amount: 5, factor: 0.9 },
    ])
    expect(actionsOfFactors('20210204,0.9,1\n20501231,1,1', 'x.csv')).toMatchObject([{ amount: null }])
  })

  test('rows that repeat the factors are none, and any other row is refused with its line', () => {
    expect(actionsOfFactors('19980102,1,1,1\n\n20501231,1,1,0\n', 'x.csv')).toEqual([])
    for (const row of ['20140402,goocv,Q', '2014,1,1,1', '20140402,0,1,1'])
      expect(() => actionsOfFactors(`20130102,1,1,1\n${row}`, 'x.csv')).toThrow(
        expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('line 2') }),
      )
  })
})
