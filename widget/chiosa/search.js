import { hash } from './sha256.js';

/** Numbers at a time, where a browser that guards against being measured has a clock of long steps. */
const MOST = 16_384;

/** @param {string} text */
const words = (text) => Int32Array.from(text.match(/.{8}/g) ?? [], (word) => parseInt(word, 16));

/** Tries one number after the other until the hash of salt, nonce and number begins as it is wanted. */
export class Search {
  /** @param {import('./types').Work['parameters']} asked */
  constructor({ algorithm, cost, salt, nonce, keyPrefix }) {
    if (algorithm !== 'SHA-256' || cost !== 1) throw new TypeError('an unknown work');
    this.head = words(salt + nonce);
    this.wanted = words(keyPrefix);
    this.counter = 0;
  }

  /** Goes on for so many milliseconds at most. @param {number} time @returns {import('./types').Solution | null} */
  run(time) {
    const end = performance.now() + time;
    for (let left = MOST; left && (left % 256 || performance.now() < end); left -= 1) {
      const found = hash(this.head, this.counter);
      if (this.wanted.every((word, at) => word === found[at])) {
        return { counter: this.counter, derivedKey: Array.from(found, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('') };
      }
      this.counter += 1;
    }
    return null;
  }
}
