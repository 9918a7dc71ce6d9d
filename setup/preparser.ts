import { definePreparserSetup } from '@slidev/types'
import { type Language, languages, type Localized } from '../data/localized.ts'
import { plannedSeconds } from '../components/deck/pace.ts'
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
    // The plan of the talk is known where the notes are not: they are fetched apart, or left out.
    name: 'eks-primer:plan',
    async transformNote(note, frontmatter: { seconds?: number }) {
      // An entry that only names a chapter has no note, and what it says would count for every slide of the chapter.
      if (note)
        frontmatter.seconds = plannedSeconds(note)
      return note
    },
  }, {
    name: 'eks-primer:quiz-notes',
    async transformNote(note, frontmatter: { quiz?: QuizId }) {
      return frontmatter.quiz ? `${note ?? ''}\n\n${answerNotes(frontmatter.quiz, language)}` : note
    },
  }]
})
