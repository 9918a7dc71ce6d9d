/** subset-font ships no declarations. */
declare module 'subset-font' {
  /** Cuts a font down to what a text needs; every layout feature stays. */
  export default function subsetFont(font: Buffer, text: string, options: { targetFormat: 'woff2' | 'truetype' }): Promise<Buffer>
}
