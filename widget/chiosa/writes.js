/** What the reader asks the service to do. */
export class Writes {
  /** @param {import('./api.js').Api} api */
  constructor(api) {
    this.api = api;
    this.site = { site: api.place.site };
  }

  /** @returns {Promise<import('./types').Ticket>} */
  form() {
    return this.#known(this.api.own('form', 'form'));
  }

  /**
   * @param {import('./types').Written & {title: string, form: string, trap: string, work?: string}} written
   * @param {string} key the same on each try of the same comment
   * @returns {Promise<{comment: import('./types').Comment}>}
   */
  post(written, key) {
    return this.api.send('POST', 'comments', 'comment', { ...this.api.place, ...written }, { 'Idempotency-Key': key });
  }

  /** @param {string} text @returns {Promise<{html: string}>} */
  preview(text) {
    return this.api.send('POST', 'preview', 'html', { ...this.site, text });
  }

  /** @param {number} id @param {string} text @returns {Promise<{comment: import('./types').Comment}>} */
  edit(id, text) {
    return this.api.send('PATCH', `comments/${id}`, 'comment', { ...this.site, text });
  }

  /** @param {number} id @returns {Promise<{comment: import('./types').Comment}>} */
  remove(id) {
    return this.api.send('DELETE', `comments/${id}?${new URLSearchParams(this.site)}`, 'comment');
  }

  /** @param {number} id @param {1 | 0 | -1} value @returns {Promise<import('./types').Voted>} */
  vote(id, value) {
    return this.#known(this.api.send('PUT', `comments/${id}/vote`, 'mine', { ...this.site, value }));
  }

  /** @param {string} emoji @param {boolean} on @param {string} title of the page @returns {Promise<import('./types').Reacted>} */
  react(emoji, on, title) {
    return this.#known(this.api.send('PUT', 'reactions', 'mine', { ...this.api.place, emoji, on, ...(title && { title }) }));
  }

  /** @param {number} id @param {import('./types').Reason} reason @param {string} text @returns {Promise<{visitor: string}>} */
  report(id, reason, text) {
    return this.#known(this.api.send('POST', `comments/${id}/reports`, 'reported', { ...this.site, reason, text }));
  }

  /**
   * Keeps the visitor token that an answer brings.
   * @template {{visitor: string}} Answer
   * @param {Promise<Answer>} asked
   */
  async #known(asked) {
    const answer = await asked;
    this.api.visitor.text = answer.visitor;
    return answer;
  }
}
