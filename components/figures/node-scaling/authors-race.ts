/** Hands the race that this figure opens with to whoever asks for it: it was run when the deck was built (setup/vite/authors-race.run.ts). */
import authorsRace from 'virtual:eks-primer/authors-race/node-scaling'
import { remember } from '../race/race-run.ts'

remember(authorsRace)
