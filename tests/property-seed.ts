// The seed of every property test: fixed, so that a run says the same twice; PROPERTY_SEED=N tries another, and a failure prints its own.

import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_260_101) })
