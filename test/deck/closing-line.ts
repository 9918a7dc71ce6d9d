import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/** Ends the run with a line that any CI can read: "N passed, N failed". */
export default class ClosingLine implements Reporter {
  private readonly outcomes = new Map<string, 'passed' | 'failed' | 'skipped'>()

  onTestEnd(test: TestCase, { status }: TestResult) {
    this.outcomes.set(test.id, status === 'skipped' ? 'skipped' : status === test.expectedStatus ? 'passed' : 'failed')
  }

  onEnd(_: FullResult) {
    const count = (outcome: string) => [...this.outcomes.values()].filter(each => each === outcome).length
    console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
  }
}
