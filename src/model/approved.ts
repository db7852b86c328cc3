// What an order carries that risk has approved: a type that keeps everything else from a broker, and a mark on the object that copies do not have.

/** Its constructor answers the object that it is given: fields of a class below are made on that. */
class Given {
  constructor(given: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for
    return given
  }
}

/** A private field belongs to one object: no copy of it has one, however it is made, and nobody else can write it. */
class Approval extends Given {
  readonly #mark = true

  static isOn(one: object): boolean {
    return #mark in one && one.#mark
  }
}

/**
 * An intent that passed every control: a broker accepts nothing else. The type keeps accidents out, and can be talked out of it by a cast, so the order
 * manager looks for the mark too.
 */
export type Approved<Intent> = Intent & Approval

/** Marks the very object. Only `risk/approve.ts` does it. */
export function markApproved<Intent extends object>(intent: Intent): Approved<Intent> {
  if (!Approval.isOn(intent)) new Approval(intent)
  return intent as Approved<Intent>
}

/** Whether risk has marked this object. */
export function isApproved(one: object): boolean {
  return Approval.isOn(one)
}
