/** What the host page hears: CustomEvents "chiosa:NAME" that rise from the element through the whole page. */

/** @typedef {import('./types').Emit} Emit */

/** @param {HTMLElement} element @param {AbortSignal} signal after it nothing is told any more @returns {Emit} */
export function emitter(element, signal) {
  return (name, detail) => {
    if (!signal.aborted) element.dispatchEvent(new CustomEvent(`chiosa:${name}`, { detail, bubbles: true, composed: true }));
  };
}
