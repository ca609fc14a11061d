import { emitter } from './dom.js';

/**
 * Defines an element whose parts are fetched when the first one stands in a page. It is shown anew when one of its
 * attributes changes; the signal says that this, or being taken out of the page, has come in between.
 * @param {string} name @param {string[]} attributes
 * @param {(element: HTMLElement, signal: AbortSignal) => Promise<void>} show
 */
export function late(name, attributes, show) {
  if (customElements.get(name)) return;
  customElements.define(name, class extends HTMLElement {
    static observedAttributes = attributes;
    /** @type {AbortController | null} */
    #life = null;

    connectedCallback() {
      this.#life?.abort();
      const { signal } = this.#life = new AbortController();
      show(this, signal).catch((failure) => {
        if (!signal.aborted) console.error(`Chiosa: <${name}>`, failure);
        emitter(this, signal)('error', { code: failure?.code ?? 'unknown' });
      });
    }

    disconnectedCallback() {
      this.#life?.abort();
      this.#life = null;
    }

    /** @param {string} _ @param {string | null} before @param {string | null} now */
    attributeChangedCallback(_, before, now) {
      if (this.#life && before !== now) this.connectedCallback();
    }
  });
}
