import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ByteSource, fileSource } from './byte-source.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-bytes-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const text = Array.from({ length: 200_000 }, (_, row) => `row ${row}\n`).join('')

async function file(name: string, bytes: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

async function readAll(source: ByteSource): Promise<string> {
  const parts: Buffer[] = []
  for await (const bytes of source.open()) parts.push(bytes)
  return Buffer.concat(parts).toString()
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

test('a plain file is read, counted and hashed, more than once', async () => {
  const source = fileSource(await file('a.csv', text))
  expect(await readAll(source)).toBe(text)
  expect(source.bytesRead).toBe(source.bytes)
  expect(await readAll(source)).toBe(text)
  expect(await source.sha256()).toBe(sha256(text))
})

test('one that was read in part is hashed as a whole', async () => {
  const source = fileSource(await file('a.csv', text))
  for await (const _ of source.open()) break
  expect(source.bytesRead).toBeLessThan(source.bytes)
  expect(await source.sha256()).toBe(sha256(text))
})

test('gzip is unpacked whatever its name; the hash is that of the file on the disk', async () => {
  const packed = Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(text.slice(1000))])
  const source = fileSource(await file('a.csv', packed))
  expect(await readAll(source)).toBe(text)
  expect(source.bytes).toBe(packed.length)
  expect(await source.sha256()).toBe(sha256(packed))
})

test('gzip that is cut off or damaged says so', async () => {
  const packed = gzipSync(text)
  const cut = fileSource(await file('cut.gz', packed.subarray(0, packed.length - 1000)))
  await expect(readAll(cut)).rejects.toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining('ends in the middle') })
  packed.fill(0, 1000, 2000)
  const damaged = fileSource(await file('damaged.gz', packed))
  await expect(readAll(damaged)).rejects.toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining('cannot be unpacked') })
})

test('reading may stop early', async () => {
  for (const bytes of [text, gzipSync(text)]) {
    const source = fileSource(await file('a.csv', bytes))
    for await (const chunk of source.open()) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    expect(await readAll(source)).toBe(text)
  }
})
