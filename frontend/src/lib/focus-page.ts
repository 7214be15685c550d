/**
 * Takes the focus into the page: what had it, the control that led there, goes or stands in the frame around every page. A
 * screen reader reads on from there, and the next tab leads to the page's first control.
 */
export const focusPage = () => document.getElementById("main")?.focus({ preventScroll: true });
