// Files from afar: what is refused before anything is fetched, and a fetch from this machine where DuckDB has the extension.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundledCatalogFolder, openCatalog } from './catalog/catalog.js'
import { withDuckDb } from './duckdb.js'
import { isRemote, withLocalFiles, withoutSecrets } from './remote.js'

const never = () => Promise.reject(new Error('was given files'))

test.each(['https://example.com/a.parquet', 'http://localhost:1/a.parquet', 's3://bucket/a.parquet', 'S3://bucket/a.parquet'])(
  '%s is an address',
  (address) => expect(isRemote(address)).toBe(true),
)

test.each(['a.parquet', './a.parquet', 'c:/a.parquet', 'file:///a.parquet', 'spx-1d'])('%s is none', (path) => {
  expect(isRemote(path)).toBe(false)
})

test('local files are given as they are', async () => {
  expect(await withLocalFiles(['a.csv', 'b.parquet'], {}, async (files) => files)).toEqual(['a.csv', 'b.parquet'])
})

test('what is not Parquet is refused', async () => {
  await expect(withLocalFiles(['https://example.com/a.csv'], {}, never)).rejects.toMatchObject({ code: 'USAGE' })
})

test.each([
  'https://example.com/a.parquet?X-Amz-Signature=geheim',
  'https://user:geheim@example.com/a.parquet',
  's3://bucket/a.parquet?s3_secret_access_key=geheim',
])('an address with a secret is refused without telling it: %s', async (address) => {
  const refusal = await withLocalFiles([address], {}, never).catch((error: Error & { hint: string }) => error)
  expect(refusal).toMatchObject({ code: 'USAGE' })
  expect(`${(refusal as Error).message} ${(refusal as { hint: string }).hint}`).not.toContain('geheim')
})

test('secrets of the environment are taken out of what DuckDB says', () => {
  const environment = { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 'geheim', AWS_SESSION_TOKEN: '' }
  expect(withoutSecrets('403 for AKIA1 with geheim', environment)).toBe('403 for … with …')
})

test('a file of a server is read as it is, or refused with how to get the extension', async () => {
  const { dataset, folder } = await openCatalog([bundledCatalogFolder()]).findDataset('spx-1d')
  const bytes = await readFile(join(folder, dataset.version, 'instrument=SPX', 'bars.parquet'))
  const server = createServer((request, response) => {
    const [, start = '0', end = String(bytes.length - 1)] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
    const part = bytes.subarray(Number(start), Number(end) + 1)
    response.writeHead(request.headers.range === undefined ? 200 : 206, {
      'content-length': part.length,
      'accept-ranges': 'bytes',
      'content-range': `bytes ${start}-${end}/${bytes.length}`,
    })
    response.end(request.method === 'HEAD' ? undefined : part)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bars.parquet`
  try {
    const canRead = await hasExtension()
    const read = withLocalFiles([address], {}, async ([file = '']) => countRows(file), {})
    if (canRead) expect(await read).toBe(5105)
    else await expect(read).rejects.toMatchObject({ code: 'EXTENSION_MISSING', hint: expect.stringContaining('--allow-download') })
  } finally {
    server.close()
  }
})

function hasExtension(): Promise<boolean> {
  return withDuckDb(async (connection) =>
    connection.run('LOAD httpfs').then(
      () => true,
      () => false,
    ),
  )
}

function countRows(file: string): Promise<number> {
  return withDuckDb(async (connection) => Number((await connection.runAndReadAll(`SELECT count(*) FROM '${file}'`)).getRows()[0]?.[0]))
}
