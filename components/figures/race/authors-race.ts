/** Hands the race that the slides open with to whoever asks for it: it was run when the deck was built (setup/vite/authors-race.run.ts). */
import authorsRace from 'virtual:eks-primer/authors-race/race'
import { remember } from './race-run.ts'

remember(authorsRace)
