// Sets V8 as `bench` does, and as early: imported before everything that is measured.

import { compileForLongRuns } from '../dist/cli/compiling.js'

compileForLongRuns()
