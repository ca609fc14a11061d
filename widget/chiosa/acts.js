import { edit, remove } from './own.js';
import { recall, report } from './report.js';

/** @typedef {import('./list.js').Shown} Shown */

/** What the menu at a comment offers. */
class Acts {
  /** @param {import('./discussion.js').Discussion} discussion */
  constructor({ writing }) {
    this.writing = /** @type {import('./writing.js').Writing} */ (writing);
  }

  /** @param {Shown} shown */
  edit(shown) {
    edit(this.writing, shown);
  }

  /** @param {Shown} shown */
  remove(shown) {
    remove(this.writing, shown);
  }

  recall() {
    recall(this.writing);
  }

  /** @param {Shown} shown */
  report(shown) {
    report(this.writing, shown);
  }
}

export { Acts as acts };
