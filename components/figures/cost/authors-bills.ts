/** Hands the bills of the slides' story to whoever asks for them: they were computed when the deck was built (setup/vite/authors-bills.run.ts). */
import authorsBills from 'virtual:eks-primer/authors-bills/cost'
import { rememberBills } from './known-bills.ts'

rememberBills(authorsBills)
