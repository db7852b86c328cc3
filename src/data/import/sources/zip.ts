// Entries of a zip as sources of bytes: unpacked as they are read, checked against their length and CRC-32, and bounded in what they may claim.

import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { BenchError } from '../../../std/errors.js'
import type { ByteSource } from './byte-source.js'

/** One source an entry, in the order of the archive; folders and a system's own litter are left out. Fails with `BAD_DATA`. */
export async function zipSources(path: string): Promise<readonly ByteSource[]> {
  const zip = await openZip(path)
  try {
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) {
      if (isFile(entry)) entries.push(checked(entry, path))
      if (entries.length > mostEntries)
        throw new BenchError('BAD_DATA', `${path}: more than ${mostEntries} entries`, 'unpack it, and import the folder')
    }
    if (entries.length === 0) throw new BenchError('BAD_DATA', `${path}: a zip without a file in it`, 'is it the right one?')
    return entries.map((entry) => new ZipEntry(path, entry, entries.length === 1))
  } catch (cause) {
    throw damaged(path, cause)
  } finally {
    zip.close()
  }
}

const mostEntries = 10_000
const largestClaim = 2 ** 40
const boundedFrom = 2 ** 30
const highestRatio = 1000

function isFile({ fileName }: Entry): boolean {
  return !fileName.endsWith('/') && !/(^|\/)(__MACOSX\/|\._|\.DS_Store$)/.test(fileName)
}

/** A small zip that claims to unpack to a huge file is made to fill a disk, not to hold prices. */
function checked(entry: Entry, path: string): Entry {
  const { fileName, compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted())
    throw new BenchError('BAD_DATA', `${path}: ${fileName} is locked with a password`, 'unpack it, and import the file')
  const isAbsurd = uncompressedSize > largestClaim
  const isBomb = uncompressedSize > boundedFrom && uncompressedSize > highestRatio * compressedSize
  if (!isAbsurd && !isBomb) return entry
  const claim = `${fileName} claims to unpack from ${compressedSize} to ${uncompressedSize} bytes`
  throw new BenchError('BAD_DATA', `${path}: ${claim}`, 'bars do not pack like that: get the file again from its source')
}

class ZipEntry implements ByteSource {
  readonly path: string
  readonly name: string
  readonly bytes: number
  bytesRead = 0
  readonly #zip: string
  readonly #entry: Entry

  constructor(zip: string, entry: Entry, isOnly: boolean) {
    this.name = basename(entry.fileName)
    this.path = isOnly ? zip : `${zip}/${entry.fileName}`
    this.bytes = isOnly ? statSync(zip).size : entry.compressedSize
    this.#zip = zip
    this.#entry = entry
  }

  async *open(): AsyncGenerator<Buffer> {
    const { uncompressedSize } = this.#entry
    const zip = await openZip(this.#zip)
    let read = 0
    let check = 0
    try {
      const stream = await zip.openReadStreamPromise(this.#entry)
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        read += bytes.length
        check = crc32(bytes, check)
        this.bytesRead = uncompressedSize === 0 ? 0 : Math.round((this.bytes * read) / uncompressedSize)
        yield bytes
      }
      if (check !== this.#entry.crc32) throw new Error('its CRC-32 is not the one that was stored')
    } catch (cause) {
      throw damaged(this.path, cause)
    } finally {
      zip.close()
    }
  }

  /** Of the whole archive: that is what is on the disk. */
  async sha256(): Promise<string> {
    const hash = createHash('sha256')
    for await (const bytes of createReadStream(this.#zip) as AsyncIterable<Buffer>) hash.update(bytes)
    return hash.digest('hex')
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(path, { lazyEntries: true, autoClose: false })
  } catch (cause) {
    throw damaged(path, cause)
  }
}

/** What yauzl, zlib and the check of the CRC-32 find is damage. What the system refuses, such as one more open file, is not, nor is a slip of the program. */
function damaged(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof BenchError || !isDamage(cause)) return cause
  const message = `${path}: cannot be unpacked: ${cause.message}`
  return new BenchError('BAD_DATA', message, 'get the file again: it is cut off or damaged', { cause })
}

/** yauzl throws plain errors, and reads beyond a buffer's end where a length is a lie; zlib has codes of its own. */
function isDamage(error: Error): boolean {
  const { code, errno } = error as NodeJS.ErrnoException
  if (code?.startsWith('Z_') === true) return true
  return errno === undefined && (error.constructor === Error || error instanceof RangeError)
}
