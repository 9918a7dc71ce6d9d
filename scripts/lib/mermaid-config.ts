/**
 * How diagrams are laid out. Colours are absent on purpose: Mermaid's own style sheet is removed, and
 * styles/diagram.css paints the SVG, so that one file follows light and dark.
 */
export const mermaidConfig = {
  startOnLoad: false,
  theme: 'base',
  look: 'classic',
  layout: 'dagre',
  htmlLabels: false,
  fontFamily: 'Pretendard, sans-serif',
  fontSize: 18,
  themeVariables: { fontFamily: 'Pretendard, sans-serif', fontSize: '18px' },
  flowchart: { htmlLabels: false, curve: 'basis', nodeSpacing: 34, rankSpacing: 52, padding: 14, wrappingWidth: 260, useMaxWidth: false },
  sequence: {
    useMaxWidth: false,
    actorFontSize: 18,
    actorFontFamily: 'Pretendard, sans-serif',
    messageFontSize: 17,
    messageFontFamily: 'Pretendard, sans-serif',
    noteFontSize: 16,
    noteFontFamily: 'Pretendard, sans-serif',
    actorMargin: 40,
    width: 140,
    height: 48,
    boxMargin: 6,
    messageMargin: 34,
    mirrorActors: false,
    rightAngles: false,
  },
  state: { useMaxWidth: false },
} as const

/** What styles/diagram.css gives to labels: Mermaid must measure the text that will be drawn. */
export const measuringCss = `
  text, tspan { font-family: Pretendard, sans-serif; font-size: 18px; font-weight: 600; }
  .edgeLabel text, .edgeLabel tspan { font-size: 16px; font-weight: 400; }
  text.messageText { font-size: 17px; font-weight: 400; }
  .noteText, .noteText tspan { font-size: 16px; font-weight: 400; }
`
