import type { Drauu, EventsMap, Options } from 'drauu'

/**
 * Stands for drauu, which Slidev's client makes a drawing of at once: the library comes when there is a page to draw on, which
 * is after the first slide has been shown. Until then nothing can be drawn, undone or cleared.
 */
export function createDrauu(options: Options) {
  let real: Drauu | undefined
  let page: SVGSVGElement | undefined
  let loaded = ''
  const listeners: ((drauu: Drauu) => void)[] = []

  return {
    options,
    get mode() {
      return real?.mode ?? options.brush?.mode ?? 'stylus'
    },
    set mode(mode) {
      if (real)
        real.mode = mode
      else if (options.brush)
        options.brush.mode = mode
    },
    get mounted() {
      return real?.mounted ?? false
    },
    get el() {
      return real?.el ?? null
    },
    on: <K extends keyof EventsMap>(type: K, listen: EventsMap[K]) => {
      if (real)
        real.on(type, listen)
      else
        listeners.push(drauu => drauu.on(type, listen))
    },
    mount: (svg: SVGSVGElement, eventsFrom: Element) => {
      page = svg
      if (real)
        return void real.mount(svg, eventsFrom)
      void import('drauu').then((library) => {
        if (page !== svg || real)
          return
        real = library.createDrauu(options)
        for (const listen of listeners)
          listen(real)
        real.mount(svg, eventsFrom)
        if (loaded)
          real.load(loaded)
      }, () => undefined)
    },
    unmount: () => {
      page = undefined
      real?.unmount()
    },
    load: (drawing: string) => {
      loaded = drawing
      if (real?.mounted)
        real.load(drawing)
    },
    clear: () => {
      loaded = ''
      if (real?.mounted)
        real.clear()
    },
    dump: () => real?.dump() ?? loaded,
    undo: () => real?.undo() ?? false,
    redo: () => real?.redo() ?? false,
    canUndo: () => real?.canUndo() ?? false,
    canRedo: () => real?.canRedo() ?? false,
  }
}
