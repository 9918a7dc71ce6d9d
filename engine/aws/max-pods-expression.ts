/**
 * The arithmetic of a node configuration's `maxPodsExpression`.
 * Models the CEL expression of nodeadm (awslabs/amazon-eks-ami) as far as whole numbers, names, + - * / and parentheses go.
 */

const TOKEN = /\s*(\d+|[A-Za-z_]\w*|[-+*/()])/y

function tokenize(text: string): string[] | null {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const trimmed = text.trimEnd()
  while (TOKEN.lastIndex < trimmed.length) {
    const token = TOKEN.exec(trimmed)?.[1]
    if (token === undefined) return null
    tokens.push(token)
  }
  return tokens
}

/** The value of an expression over named whole numbers (division truncates), or null when it cannot be read. */
export function evaluateExpression(text: string, names: Readonly<Record<string, number>>): number | null {
  const tokens = tokenize(text)
  if (!tokens || tokens.length === 0 || tokens.length > 200) return null
  let at = 0

  function operand(): number {
    const token = tokens?.[at++]
    if (token === '(') {
      const value = sum()
      return tokens?.[at++] === ')' ? value : Number.NaN
    }
    if (token === '-') return -operand()
    if (token === undefined) return Number.NaN
    return /^\d/.test(token) ? Number(token) : Object.hasOwn(names, token) ? names[token] ?? Number.NaN : Number.NaN
  }

  function product(): number {
    let value = operand()
    for (let operator = tokens?.[at]; operator === '*' || operator === '/'; operator = tokens?.[at]) {
      at++
      const right = operand()
      value = operator === '*' ? value * right : Math.trunc(value / right)
    }
    return value
  }

  function sum(): number {
    let value = product()
    for (let operator = tokens?.[at]; operator === '+' || operator === '-'; operator = tokens?.[at]) {
      at++
      value += (operator === '+' ? 1 : -1) * product()
    }
    return value
  }

  const value = sum()
  return at === tokens.length && Number.isFinite(value) ? value : null
}
