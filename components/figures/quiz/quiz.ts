import * as v from 'valibot'
import type { Localized } from '../../../data/localized.ts'
import { type Question, type QuizId, quizzes } from '../../../data/quizzes/index.ts'
import { type Beat, defineFigure } from '../shell/define.ts'
import { data, flag, number } from '../shell/param.ts'

const strings = {
  quiz: { ko: '확인 문제', en: 'Questions' },
  next: { ko: '다음 문제입니다.', en: 'The next question.' },
  reveal: (letter: string): Localized => ({ ko: `정답은 ${letter}입니다.`, en: `The answer is ${letter}.` }),
}

export const letters = 'ABCD'

function quizFigure(id: QuizId) {
  const questions: readonly Question[] = quizzes[id]
  const params = {
    /** The question on screen, from 0. */
    at: number({ initial: 0, min: 0, max: questions.length - 1, integer: true }),
    /** Whether its answer is shown though nobody has chosen one here. */
    revealed: flag(),
    /** The answer that was chosen, by question. */
    chosen: data<Record<string, number>>({ initial: {}, schema: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3))) }),
  }
  const story = questions.flatMap(({ right }, at): Beat<typeof params>[] => [
    ...(at > 0 ? [{ params: { at, revealed: false }, say: strings.next }] : []),
    { params: { at, revealed: true }, say: strings.reveal(letters[right] ?? '') },
  ])
  return defineFigure<typeof params, 'quiz'>({
    name: `quiz-${id}`,
    version: 1,
    label: strings.quiz,
    params,
    scenarios: { quiz: { title: strings.quiz } },
    story: () => story,
  })
}

/** The knowledge check of each chapter as a figure: Next reveals, and goes on to the next question. */
export const quizFigures = Object.fromEntries((Object.keys(quizzes) as QuizId[]).map(id => [id, quizFigure(id)])) as Record<QuizId, ReturnType<typeof quizFigure>>

/** The beat at which a question is asked. */
export const beatOfQuestion = (at: number) => at * 2
