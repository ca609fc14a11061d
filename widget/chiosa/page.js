/**
 * The host page, read past whatever it names: <form name="title"> would otherwise stand in for document.title.
 * @param {string} name
 */
const read = (name) => Reflect.get(Document.prototype, name, document);

/** As the browser made them: what a page puts in their place later does not reach us. */
const { Promise: Pledge, fetch, setTimeout } = globalThis;

export const page = {
  /** @param {string} selector @returns {HTMLElement[]} */
  all: (selector) => [...read('querySelectorAll').call(document, selector)],
  /** @returns {HTMLElement} */
  get body() { return read('body'); },
  /** @returns {string} */
  get title() { return read('title'); },
  /** @returns {boolean} */
  get hidden() { return read('hidden'); },
  /** @param {string} type @param {() => void} listener @param {AddEventListenerOptions} options */
  on: (type, listener, options) => EventTarget.prototype.addEventListener.call(document, type, listener, options),
  /** @param {string} url @param {RequestInit} init */
  fetch: (url, init) => fetch(url, init),
  /** @param {number} ms @returns {Promise<void>} */
  pause: (ms) => new Pledge((resolve) => setTimeout(resolve, ms)),
};
