// The type that makes bypassing risk impossible to compile.

/** Private, so that a copy that was made of an approved intent, and changed, does not carry it. */
declare class Approval {
  private readonly approved: true
}

/** An intent that passed every control. Only `risk/approve.ts` can make one: a broker accepts nothing else. */
export type Approved<Intent> = Intent & Approval
