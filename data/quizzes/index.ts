import { questions as eks } from './eks.ts'
import type { Question } from './question.ts'

export type { Answer, Question } from './question.ts'

/** The knowledge check of each chapter, by the id of the chapter's opener. */
export const quizzes = { eks } as const satisfies Record<string, readonly Question[]>

export type QuizId = keyof typeof quizzes
