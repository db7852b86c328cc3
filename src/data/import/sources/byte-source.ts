// Where the bytes of a file come from: plain or gzip from the disk, unpacked as they are read, so that no file has to fit in memory.

import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BenchError } from '../../../std/errors.js'

/** Bytes that can be read more than once: a file, or an entry of an archive. */
export interface ByteSource {
  /** For messages: the path as the user gave it. */
  readonly path: string
  /** The name without folders; of an entry, its own. */
  readonly name: string
  /** Size on the disk, packed where it is packed. */
  readonly bytes: number
  /** How many of `bytes` were read since the last `open`. */
  readonly bytesRead: number
  /** The unpacked bytes from the beginning. Fails with `BAD_DATA` where they cannot be unpacked. */
  open(): AsyncIterable<Buffer>
  /** Hex sha256 of what is on the disk: as it was read, or read now. */
  sha256(): Promise<string>
}

/** A file of the disk, unpacked where it begins as gzip does. Fails with `NO_SUCH_FILE`. */
export function fileSource(path: string): ByteSource {
  refuseMissing(path)
  return new FileSource(path)
}

class FileSource implements ByteSource {
  readonly path: string
  readonly name: string
  readonly bytes: number
  bytesRead = 0
  #hash: Hash | null = null

  constructor(path: string) {
    this.path = path
    this.name = basename(path)
    this.bytes = statSync(path).size
  }

  async *open(): AsyncGenerator<Buffer> {
    if (await isGzip(this.path)) yield* unzip(this.#read(), this.path)
    else yield* this.#read()
  }

  async sha256(): Promise<string> {
    if (this.#hash === null || this.bytesRead < this.bytes) for await (const _ of this.#read());
    return (this.#hash as Hash).copy().digest('hex')
  }

  async *#read(): AsyncGenerator<Buffer> {
    const hash = createHash('sha256')
    this.#hash = hash
    this.bytesRead = 0
    for await (const bytes of createReadStream(this.path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      hash.update(bytes)
      this.bytesRead += bytes.length
      yield bytes
    }
  }
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

/** Members one after the other are one text, as `gzip -d` has it. A cut or damaged file fails with `BAD_DATA`. */
async function* unzip(packed: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  const input = Readable.from(packed)
  const output = createGunzip({ chunkSize: 1 << 20 })
  input.on('error', (error) => output.destroy(error))
  try {
    yield* input.pipe(output) as AsyncIterable<Buffer>
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === undefined || !/^Z_/.test(code)) throw cause
    const what = code === 'Z_BUF_ERROR' ? 'it ends in the middle' : (cause as Error).message
    throw new BenchError('BAD_DATA', `${path}: cannot be unpacked: ${what}`, 'get the file again: it is cut off or damaged', { cause })
  } finally {
    input.destroy()
  }
}

function refuseMissing(path: string): void {
  if (!existsSync(path)) throw new BenchError('NO_SUCH_FILE', `there is no file ${path}`, 'check the path')
  if (!statSync(path).isFile()) throw new BenchError('NO_SUCH_FILE', `${path} is not a file`, 'name one CSV or Parquet file')
}
