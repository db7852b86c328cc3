// The beginning of a file as text, by which its layout is recognised, and a way to see a whole column where the beginning leaves it open.

import { BenchError } from '../../../std/errors.js'
import type { ByteSource } from '../sources/byte-source.js'

export interface Sample {
  /** Name without folders; of an entry of an archive, its own. */
  readonly name: string
  /** For messages: the path as the user gave it. */
  readonly path: string
  /** The whole lines of the first 64 KB, without a byte order mark and line ends; of a shorter file, all of them. */
  readonly lines: readonly string[]
  /** Every line of the file, for what the first ones leave open, such as whether the day or the month comes first. */
  allLines(): AsyncIterable<string>
}

const sampleBytes = 65_536

/** Reads the beginning of a source. Fails with `BAD_DATA` where it is no text. */
export async function takeSample(source: ByteSource): Promise<Sample> {
  const { head, isWhole } = await readHead(source)
  if (head.includes(0)) {
    const hint = 'save it as CSV in UTF-8; unpack it first if it is compressed'
    throw new BenchError('BAD_DATA', `${source.path}: not a text file`, hint)
  }
  const lines = splitLines(withoutByteOrderMark(head.toString('utf8')))
  const cut = lines.pop() as string
  if (isWhole && cut !== '') lines.push(cut)
  else if (lines.length === 0 && !isWhole) {
    throw new BenchError('BAD_DATA', `${source.path}: its first line is longer than 64 KB`, 'is it a table of rows in lines?')
  }
  return { name: source.name, path: source.path, lines, allLines: () => allLines(source) }
}

async function readHead(source: ByteSource): Promise<{ head: Buffer; isWhole: boolean }> {
  const parts: Buffer[] = []
  let size = 0
  for await (const bytes of source.open()) {
    parts.push(bytes)
    size += bytes.length
    if (size > sampleBytes) return { head: Buffer.concat(parts).subarray(0, sampleBytes), isWhole: false }
  }
  return { head: Buffer.concat(parts), isWhole: true }
}

async function* allLines(source: ByteSource): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let unfinished = ''
  for await (const bytes of source.open()) {
    const lines = splitLines(unfinished + decoder.decode(bytes, { stream: true }))
    unfinished = lines.pop() as string
    yield* lines
  }
  if (unfinished !== '') yield unfinished
}

function splitLines(text: string): string[] {
  return text.split(/\r?\n/)
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
