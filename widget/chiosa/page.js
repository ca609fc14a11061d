/**
 * The host page, read past whatever it names: <form name="title"> would otherwise stand in for document.title.
 * @param {string} name
 */
const read = (name) => Reflect.get(Document.prototype, name, document);

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
};
