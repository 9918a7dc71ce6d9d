/**
 * Does something while nothing else is to do. Safari, which cannot tell, does it half a second later, and as if it had one
 * frame's time left.
 */
export function whenIdle(act: (deadline: Pick<IdleDeadline, 'timeRemaining'>) => void): void {
  if (window.requestIdleCallback)
    window.requestIdleCallback(act)
  else
    setTimeout(() => {
      const began = performance.now()
      act({ timeRemaining: () => 16 - (performance.now() - began) })
    }, 500)
}
