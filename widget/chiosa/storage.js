/** What is kept in the host page's storage; in memory alone where the browser or the page forbids it. */
const memory = new Map();

/** @param {(store: Storage) => void} use */
function attempt(use) {
  try {
    use(localStorage);
  } catch {
    // Blocked or full: the copy in memory serves until the page is left.
  }
}

/** One remembered text under its own name. */
export class Kept {
  /** @param {...string} name */
  constructor(...name) {
    this.name = ['chiosa', ...name].join('\n');
  }

  get text() {
    /** @type {string} */
    let text = memory.get(this.name) ?? '';
    attempt((store) => { text = store.getItem(this.name) ?? text; });
    return text;
  }

  set text(text) {
    memory.set(this.name, text);
    attempt((store) => (text ? store.setItem(this.name, text) : store.removeItem(this.name)));
  }
}
