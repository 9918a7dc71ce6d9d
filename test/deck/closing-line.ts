import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/** Ends the run with a line that any CI can read: "N passed, N failed". */
export default class ClosingLine implements Reporter {
  private readonly outcomes = new Map<string, boolean>()

  onTestEnd(test: TestCase, result: TestResult) {
    this.outcomes.set(test.id, result.status === test.expectedStatus)
  }

  onEnd(_: FullResult) {
    const passed = [...this.outcomes.values()].filter(Boolean).length
    console.log(`${passed} passed, ${this.outcomes.size - passed} failed`)
  }
}
