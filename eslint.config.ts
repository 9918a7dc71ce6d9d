import type { Linter } from 'eslint'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** Forbids imports that would turn the one-way dependency slides -> components -> engine -> data around. */
function forbid(files: string[], patterns: string[], message: string): Linter.Config {
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] },
  }
}

export default tseslint.config(
  { ignores: ['dist/', 'dist.*/', 'node_modules/', '.slidev/', 'test-results/', 'playwright-report/'] },
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      // An interface that others declare entries of begins empty.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'vue/multi-word-component-names': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/html-self-closing': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-closing-bracket-spacing': 'off',
    },
  },
  forbid(
    ['engine/**/*.ts'],
    ['vue', '@slidev/*', '**/components/**', '**/sync/**', '**/layouts/**', '**/setup/**', 'node:*'],
    'The engine is plain TypeScript: it imports only engine/ and data/.',
  ),
  forbid(
    ['layouts/**/*.{ts,vue}', 'scripts/**/*.ts', 'setup/**/*.ts'],
    ['**/sync/**'],
    'Only components share state between windows.',
  ),
  forbid(
    ['components/**/*.{ts,vue}', 'sync/**/*.ts'],
    ['**/scripts/**', '**/setup/**', '**/layouts/**', 'node:*'],
    'Components run in the browser, and stand on engine, data and sync.',
  ),
  forbid(
    ['data/**/*.ts'],
    ['vue', '@slidev/*', '**/components/**', '**/sync/**', '**/engine/**', 'node:*'],
    'Data imports nothing but data.',
  ),
  {
    files: ['engine/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'window', 'document', 'setTimeout', 'setInterval', 'performance', 'process'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use the seeded generator: a record must replay.' },
        { object: 'Date', property: 'now', message: 'Use the virtual clock: a record must replay.' },
      ],
    },
  },
)
