import { Kept } from './storage.js';

/** What the reader told about themself, the same in all forms of a discussion; kept in the browser only while they want that. */
export class Me {
  /** @param {string} site */
  constructor(site) {
    this.kept = new Kept('me', site);
    this.told = read(this.kept.text);
    this.isKept = this.told.size > 0;
  }

  /** @param {string} name @param {string} value */
  tell(name, value) {
    this.told.set(name, value);
    this.keep(this.isKept);
  }

  /** @param {boolean} isKept */
  keep(isKept) {
    this.isKept = isKept;
    this.kept.text = isKept ? JSON.stringify([...this.told]) : '';
  }
}

/** The page may have put anything there. @param {string} text @returns {Map<string, string>} */
function read(text) {
  try {
    return new Map(JSON.parse(text).map((/** @type {[string, unknown]} */ [name, value]) => [name, String(value)]));
  } catch {
    return new Map();
  }
}
