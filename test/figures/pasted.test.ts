import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPasted, readsStdin } from '../../components/figures/shell/pasted.ts'

describe('lines pasted into a terminal', () => {
  it.each<[string, string, ReturnType<typeof readPasted>]>([
    ['one line', 'kubectl get pods', [{ line: 'kubectl get pods' }]],
    ['several, with prompts, comments and empty lines', '$ kubectl get pods\n\n# then\n  k get svc\r\n', [{ line: 'kubectl get pods' }, { line: 'k get svc' }]],
    ['a line that goes on', 'kubectl scale deploy web \\\n  --replicas=3', [{ line: 'kubectl scale deploy web --replicas=3' }]],
    ['a here-document', 'kubectl apply -f - <<EOF\nkind: Pod\n  # kept\nEOF\nget pods', [{ line: 'kubectl apply -f -', stdin: 'kind: Pod\n  # kept\n' }, { line: 'get pods' }]],
    ['a here-document without an end', 'apply -f - <<\'END\'\nkind: Pod', [{ line: 'apply -f -', stdin: 'kind: Pod\n' }]],
  ])('%s', (_, text, lines) => expect(readPasted(text)).toEqual(lines))

  it('never hang or throw', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a\\', '<<EOF', 'EOF', '#', '$ k', ' ', 'x <<A')), (lines) => {
      expect(readPasted(lines.join('\n')).length).toBeLessThanOrEqual(lines.length)
    }))
  })

  it.each([['apply -f -', true], ['apply -f-', true], ['create --filename=-', true], ['apply -f web.yaml', false], ['get pods --for -x', false]])('%s reads what follows: %s', (line, expected) => expect(readsStdin(line)).toBe(expected))
})
