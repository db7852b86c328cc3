// The type that makes bypassing risk impossible to compile.

declare const approved: unique symbol

/** An intent that passed every control. Only `risk/approve.ts` can make one: a broker accepts nothing else. */
export type Approved<Intent> = Intent & { readonly [approved]: true }
