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
  fontSize: 18.4,
  themeVariables: { fontFamily: 'Pretendard, sans-serif', fontSize: '18.4px' },
  flowchart: { htmlLabels: false, curve: 'basis', nodeSpacing: 22, rankSpacing: 38, padding: 10, wrappingWidth: 260, useMaxWidth: false, subGraphTitleMargin: { top: 12, bottom: 12 } },
  sequence: {
    useMaxWidth: false,
    actorFontSize: 18.4,
    actorFontFamily: 'Pretendard, sans-serif',
    messageFontSize: 18.4,
    messageFontFamily: 'Pretendard, sans-serif',
    noteFontSize: 18.4,
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
  text, tspan { font-family: Pretendard, sans-serif; font-size: 18.4px; font-weight: 600; }
  .edgeLabel text, .edgeLabel tspan { font-weight: 400; }
  text.messageText { font-weight: 400; }
  .noteText, .noteText tspan { font-weight: 400; }
`

/** How far a group's title stands from the group's left side, in pixels. */
export const titleInset = 16
