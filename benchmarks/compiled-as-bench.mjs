// Sets V8 as `bench` does. Imported before everything that is measured: what is loaded by then keeps V8's own measure of when to compile.

import { compileForLongRuns } from '../dist/cli/compiling.js'

compileForLongRuns()
