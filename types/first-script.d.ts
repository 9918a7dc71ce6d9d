/** What the script in index.html leaves for the app. */

/** Whether slides are addressed behind a #, as the address was that was opened. */
declare const byFragment: boolean

/** Throws this browser's copy of the deck away and loads the page again, once for an address. */
declare function fetchAnew(): Promise<void>
