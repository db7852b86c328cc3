// Waiting for the other side: look a while, then sleep, which takes tens of microseconds to wake from. How long it looks follows what that was good for.

const LEAST = 200
/** As long as waking takes, or an order on the engine's side. */
const MOST = 6000
const GROWTH = 50
const PROBE_EVERY = 64

/** Looks for as long as a core is free for it. */
export const SPIN_LONG = MOST
/** Threads that take turns on too few cores only stand in each other's way. */
export const SPIN_SHORT = 50

export class Spin {
  #tries: number
  #failures = 0
  readonly #most: number

  constructor(most: number) {
    this.#most = most
    this.#tries = Math.min(most, 1000)
  }

  /** Looks until the word is no longer `seen`. Answers whether that came in time. */
  look(words: Int32Array, word: number, seen: number): boolean {
    for (let k = this.#tries; k > 0; k--) {
      if (Atomics.load(words, word) === seen) continue
      this.#tries = Math.min(this.#most, this.#tries + GROWTH)
      return true
    }
    // Two sides that wake each other every time would never find out that a core has become free.
    this.#tries = ++this.#failures % PROBE_EVERY === 0 ? this.#most : Math.max(Math.min(LEAST, this.#most), this.#tries >> 1)
    return false
  }

  /** Waits until the word is no longer `seen`, asleep where it takes long; answers what it has become. */
  await(words: Int32Array, word: number, seen: number, sleeps: number): number {
    if (!this.look(words, word, seen)) {
      Atomics.store(words, sleeps, 1)
      // A wake-up that was meant for the word before may come this late: whoever is waked looks again.
      while (Atomics.load(words, word) === seen) Atomics.wait(words, word, seen)
      Atomics.store(words, sleeps, 0)
    }
    return Atomics.load(words, word)
  }
}
