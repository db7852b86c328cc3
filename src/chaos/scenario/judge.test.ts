import { expect, test } from 'vitest'
import infinium from '../../../chaos/scenarios/infinium-2010.js'
import { testLaboratory } from '../../../tests/fixtures/laboratory.js'
import { judge } from './judge.js'

test('a scenario is held to its gates', async () => {
  const laboratory = await testLaboratory()
  for (let seed = 1; seed <= 4; seed++) {
    const begin = performance.now()
    const run = judge(infinium, laboratory, seed)
    console.log(
      performance.now() - begin,
      run.damage,
      run.unguardedDamage,
      run.gates.map((g) => `${g.passed} ${g.name}: ${g.says}`),
      run.catches,
    )
  }
  expect(1).toBe(1)
})
