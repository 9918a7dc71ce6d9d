/** Computes the bills of the slides' story, and of the choice after it, and prints them: a JSON object, by the figure's name. */
import process from 'node:process'
import { inputsToChooseBy } from '../../components/figures/cost/choose.ts'
import { billsOf, inputsOf } from '../../components/figures/cost/compute.ts'
import { cost } from '../../components/figures/cost/cost.ts'
import { packBills } from '../../components/figures/cost/known-bills.ts'
import { authorsRecord } from '../../components/figures/shell/record.ts'
import { COLLECTED } from '../../data/price-sources.ts'

const scenario = 'web-shop'
const { params } = authorsRecord(cost, scenario)
const beats = cost.story({ log: [], found: undefined }, scenario)
/** What it opens with, and what each beat makes of that. */
const turned = [params]
for (const beat of beats)
  turned.push({ ...turned.at(-1) ?? params, ...beat.params })

process.stdout.write(JSON.stringify({
  [cost.name]: packBills([...turned.map(values => ({ ...values, scenario } as const)), inputsToChooseBy({ ...params, scenario }).fixed].map((given) => {
    const inputs = inputsOf(given)
    return { inputs, comparison: billsOf(inputs, [], COLLECTED) }
  })),
}))
