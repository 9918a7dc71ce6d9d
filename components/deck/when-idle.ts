/** Does something while nothing else is to do. Safari, which cannot tell, does it half a second later. */
export function whenIdle(act: () => void): void {
  if (window.requestIdleCallback)
    window.requestIdleCallback(() => act())
  else
    setTimeout(act, 500)
}
