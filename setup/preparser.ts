import { definePreparserSetup } from '@slidev/types'
import { type Language, languages, type Localized } from '../data/localized.ts'
import { type QuizId, quizzes } from '../data/quizzes/index.ts'

const heading: Localized = { ko: '정답과 풀이', en: 'Answers and reasons' }

/** A quiz's answers as Markdown: the speaker reads them out, and the printed notes carry them. */
function answerNotes(id: QuizId, language: Language): string {
  const lines = quizzes[id].flatMap(({ prompt, answers, right }) => [
    `**${prompt[language]}**\n`,
    ...answers.map(({ text, why }, index) => `- ${index === right ? '✓' : '✗'} ${text[language]}: ${why[language]}`),
    '',
  ])
  return [`## ${heading[language]}`, '', ...lines].join('\n')
}

export default definePreparserSetup(({ headmatter }) => {
  const language = languages.find(known => known === headmatter.lang) ?? languages[0]
  return [{
    name: 'eks-primer:quiz-notes',
    async transformNote(note, frontmatter: { quiz?: QuizId }) {
      return frontmatter.quiz ? `${note ?? ''}\n\n${answerNotes(frontmatter.quiz, language)}` : note
    },
  }]
})
