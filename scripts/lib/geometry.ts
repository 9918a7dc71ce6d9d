/** An SVG's coordinates to a tenth of a pixel; the words between its tags stay as they are, addresses with dots among them. */
export function roundGeometry(svg: string): string {
  return svg.replaceAll(/<[^>]*>/g, tag => tag.replaceAll(/\d+\.\d{2,}/g, number => String(Math.round(Number(number) * 10) / 10)))
}
