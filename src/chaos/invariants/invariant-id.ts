// The invariants by name: `I` those that hold whatever happens, `B` those of breakers, `P1` that of protection, `F1` that of fees, `R1` that of reconciliation.

export type InvariantId = `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 15 | 16}` | `B${1 | 2 | 3 | 4}` | 'P1' | 'F1' | 'R1'
