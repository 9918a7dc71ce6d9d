import { type Component, createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'

/** A component's SVG, an element a line, without what the compiler adds: what a reviewer reads in a diff. */
export async function drawn(component: Component, props: object): Promise<string> {
  const html = await renderToString(createSSRApp({ render: () => h(component, props) }))
  return `${html.replace(/<!--[^]*?-->/g, '').replace(/ data-v-\w+(="[^"]*")?/g, '').replace(/></g, '>\n<').replace(/(<\/text>|\/>|<\/g>)(?=<)/g, '$1\n')}\n`
}
