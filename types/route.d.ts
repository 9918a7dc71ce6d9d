/** The way through the slides that a server was started for; vite.config.ts puts it in. */
declare const __TALK_ROUTE__: string
