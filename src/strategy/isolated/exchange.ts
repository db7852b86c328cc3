// The memory that the engine and a worker share: whose turn it is, what is asked, and text where doubles will not do.

/** The words of the control block, an Int32Array. Requests and answers are numbered; each side sleeps on the other's number. */
export const Control = {
  request: 0,
  answer: 1,
  workerSleeps: 2,
  engineSleeps: 3,
  /** Which strategy of the worker is asked, about what, and in which of its slots. */
  strategy: 4,
  event: 5,
  slot: 6,
  /** Units of text that came with the request, and whether more of it follows. */
  requestLength: 7,
  requestGoesOn: 8,
  outcome: 9,
  /** Units of text of the answer, and whether there is more of it to ask for. */
  answerLength: 10,
  answerGoesOn: 11,
  /** The worker is to look at its memory now: events have taken their time. */
  lookAtMemory: 12,
  /** The strategy's own code runs: what the process grows by is held against it. Not while its columns are made, which are not its own. */
  ownWork: 13,
  size: 16,
} as const

/** What the engine asks. */
export const Ask = {
  open: 0,
  start: 1,
  bar: 2,
  bars: 3,
  fill: 4,
  split: 5,
  timer: 6,
  end: 7,
  prediction: 8,
  breach: 9,
  /** The next part of an answer that was too long for one. */
  more: 10,
} as const

export type Ask = (typeof Ask)[keyof typeof Ask]

/** What came of it. */
export const Outcome = { silent: 0, text: 1, memory: 2 } as const

/** Units (16 bits each) of text in one part. */
const TEXT_UNITS = 32_768
const TEXT_START = Control.size * 4

/** Bytes of the block: control, then a text for each way. */
export const EXCHANGE_BYTES = TEXT_START + 2 * TEXT_UNITS * 2

export class Exchange {
  readonly control: Int32Array
  readonly #request: Uint16Array
  readonly #answer: Uint16Array
  /** What came of a text so far, and what is left of one that goes out. */
  #arrived = ''
  #leaving = ''
  #sent = 0

  constructor(block: SharedArrayBuffer) {
    this.control = new Int32Array(block, 0, Control.size)
    this.#request = new Uint16Array(block, TEXT_START, TEXT_UNITS)
    this.#answer = new Uint16Array(block, TEXT_START + TEXT_UNITS * 2, TEXT_UNITS)
  }

  /** The engine: writes a request's text, all but its last part by way of `send`. */
  writeRequest(text: string, send: () => void): void {
    if (text === '') {
      this.control[Control.requestLength] = 0
      return
    }
    let sent = 0
    for (;;) {
      const length = writePart(text, sent, this.#request)
      sent += length
      this.control[Control.requestLength] = length
      this.control[Control.requestGoesOn] = sent < text.length ? 1 : 0
      if (sent >= text.length) return
      send()
    }
  }

  /** The worker: the request's text, or null while parts of it are to come. */
  takeRequest(): string | null {
    const length = this.control[Control.requestLength] as number
    if (length === 0) return ''
    this.#arrived += readPart(this.#request, length)
    if (this.control[Control.requestGoesOn] === 1) return null
    const text = this.#arrived
    this.#arrived = ''
    return text
  }

  /** The worker: writes the first part of an answer. */
  beginAnswer(text: string): void {
    this.#leaving = text
    this.#sent = 0
    this.continueAnswer()
  }

  continueAnswer(): void {
    const text = this.#leaving
    const length = text === '' ? 0 : writePart(text, this.#sent, this.#answer)
    this.#sent += length
    this.control[Control.answerLength] = length
    this.control[Control.answerGoesOn] = this.#sent < text.length ? 1 : 0
  }

  /** The engine: the answer's text; `next` asks for the part after. */
  takeAnswer(next: () => void): string {
    let text = ''
    for (;;) {
      text += readPart(this.#answer, this.control[Control.answerLength] as number)
      if (this.control[Control.answerGoesOn] === 0) return text
      next()
    }
  }
}

function writePart(text: string, from: number, into: Uint16Array): number {
  const length = Math.min(text.length - from, into.length)
  for (let k = 0; k < length; k++) into[k] = text.charCodeAt(from + k)
  return length
}

function readPart(from: Uint16Array, length: number): string {
  let text = ''
  // No more arguments at once than a call takes.
  for (let k = 0; k < length; k += 4096) text += String.fromCharCode(...from.subarray(k, Math.min(length, k + 4096)))
  return text
}
