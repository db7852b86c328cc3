// Opens a path as the texts that are in it: a file, packed or not, each entry of a zip, and the rows of JSON as CSV.

import { open } from 'node:fs/promises'
import { type ByteSource, fileSource } from './byte-source.js'
import { jsonRows } from './json-rows.js'
import { zipSources } from './zip.js'

/** What a file is, is told by how it begins, not by its name. Fails with `NO_SUCH_FILE` and `BAD_DATA`. */
export async function openSources(path: string): Promise<readonly ByteSource[]> {
  const file = fileSource(path)
  const sources = (await beginsAsZip(path)) ? await zipSources(path) : [file]
  // One after the other: each that is open holds a file of the few that a process may have.
  const opened: ByteSource[] = []
  for (const source of sources) opened.push((await beginsAsJson(source)) ? jsonRows(source) : source)
  return opened
}

/** Of an archive with entries, and of an empty one. */
const zipSignatures = [0x504b0304, 0x504b0506]

async function beginsAsZip(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && zipSignatures.includes(buffer.readUInt32BE())
  } finally {
    await handle.close()
  }
}

/** An array or an object; a section such as `[Prices]` of another kind of file is neither. */
async function beginsAsJson(source: ByteSource): Promise<boolean> {
  for await (const bytes of source.open()) {
    const text = bytes.subarray(0, 4096).toString('utf8')
    return /^\uFEFF?\s*(\[\s*[[{\]\d"]|\{\s*["}])/.test(text)
  }
  return false
}
