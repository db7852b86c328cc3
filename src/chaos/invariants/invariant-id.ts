// The invariants by name: `I` those that hold whatever happens, `B` those of breakers, `K1` that of what they flatten, `P1` that of protection, `F1` that of fees, `R1` that of reconciliation,
// `A` those of the account’s rules, `V` those of the venue’s, `D1`, `S1` and `T1` those of orders that come twice, meet or stray from the price.

export type InvariantId =
  | `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 15 | 16}`
  | `B${1 | 2 | 3 | 4}`
  | `A${1 | 2}`
  | `V${1 | 2 | 3 | 4}`
  | 'D1'
  | 'F1'
  | 'K1'
  | 'P1'
  | 'R1'
  | 'S1'
  | 'T1'
