// Values of DuckDB as plain JSON, asked for by SQL.

import { expect, test } from 'vitest'
import { withDuckDb } from '../../data/duckdb.js'
import { plainValue } from './plain-value.js'

function ask(sql: string) {
  return withDuckDb(async (connection) => {
    await connection.run("SET TimeZone = 'UTC'")
    const result = await connection.runAndReadAll(`SELECT ${sql}`)
    return plainValue(result.getRows()[0]?.[0] ?? null, result.columnType(0))
  })
}

test.each([
  ['NULL', null],
  ['true', true],
  ['42::BIGINT', 42],
  ['9007199254740993::BIGINT', '9007199254740993'],
  ['12345678901234567890::HUGEINT', '12345678901234567890'],
  ['1.50::DECIMAL(18,2)', 1.5],
  ['123456789012345678.25::DECIMAL(38,2)', '123456789012345678.25'],
  ['0.1::DOUBLE + 0.2::DOUBLE', 0.1 + 0.2],
  ["'nan'::DOUBLE", 'NaN'],
  ["'-inf'::DOUBLE", '-Infinity'],
  ["'it''s'", "it's"],
  ["DATE '2005-01-03'", '2005-01-03'],
  ["TIMESTAMPTZ '2005-01-03 09:30:00-05'", '2005-01-03T14:30:00Z'],
  ["TIMESTAMPTZ '2005-01-03 14:30:00.25+00'", '2005-01-03T14:30:00.25Z'],
  ["TIMESTAMP '2005-01-03 14:30:00'", '2005-01-03T14:30:00'],
  ["TIME '14:30:00'", '14:30:00'],
  ['INTERVAL 3 DAY', '3 days'],
  ['[1, NULL, 3]', [1, null, 3]],
  ["[TIMESTAMPTZ '2005-01-03 14:30:00+00']", ['2005-01-03T14:30:00Z']],
  ["{'a': 1, 'b': [DATE '2005-01-03']}", { a: 1, b: ['2005-01-03'] }],
  ["MAP {'fast': 10}", { fast: 10 }],
  [`'{"fast": 10}'::JSON`, { fast: 10 }],
])('%s', async (sql, expected) => {
  expect(await ask(sql)).toEqual(expected)
})
