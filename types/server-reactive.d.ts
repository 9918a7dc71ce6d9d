/** Slidev's development server keeps this state; in a built deck it is the initial value of vite.config.ts. */
declare module 'server-reactive:figures' {
  const state: Record<string, object>
  export default state
}
