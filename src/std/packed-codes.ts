// Several small whole numbers in one double, whose 53 bits hold them exactly: what rows of numbers keep of texts with codes.

/** Two numbers below this share a double. */
export const HALF = 2 ** 26

/** Five numbers below this do. */
export const FEW = 64

/** Two numbers below this share one with a third below `HALF`. */
export const SOME = 2 ** 13
