import { questions as dataPlane } from './data-plane.ts'
import { questions as controlPlane } from './control-plane.ts'
import { questions as eks } from './eks.ts'
import { questions as kubernetes } from './kubernetes.ts'
import { questions as scaling } from './scaling.ts'
import { questions as sideBySide } from './side-by-side.ts'
import { questions as orchestration } from './orchestration.ts'
import type { Question } from './question.ts'

export type { Answer, Question } from './question.ts'

/** The knowledge check of each chapter, by the id of the chapter's opener. */
export const quizzes = { eks, orchestration, 'control-plane': controlPlane, kubernetes, 'data-plane': dataPlane, scaling, 'side-by-side': sideBySide } as const satisfies Record<string, readonly Question[]>

export type QuizId = keyof typeof quizzes
