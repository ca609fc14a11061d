/** The widget's words in the page's language, with plurals and times as the browser knows them. */
const LOCALES = ['en', 'it'];
const UNITS = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([
  ['year', 31_556_952], ['month', 2_629_746], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60],
]);

/** @typedef {import('./types').Words} Words */

export class Language {
  /** @param {string} code @param {Words} words */
  constructor(code, words) {
    this.code = code;
    this.words = words;
    this.plural = new Intl.PluralRules(code);
    this.number = new Intl.NumberFormat(code);
    this.relative = new Intl.RelativeTimeFormat(code, { numeric: 'auto' });
    this.date = new Intl.DateTimeFormat(code, { dateStyle: 'long', timeStyle: 'short' });
  }

  /**
   * The text of that name with its {placeholders} filled; `n` chooses the plural form. Empty where there is none.
   * @param {string} name dots lead into groups
   * @param {Record<string, string | number>} [values]
   */
  say(name, values = {}) {
    const found = name.split('.').reduce(step, this.words);
    const text = typeof found === 'object' ? step(found, this.plural.select(Number(values.n))) ?? found.other : found;
    return String(text ?? '').replace(/{(\w+)}/g, (_, key) => this.#show(values[key]));
  }

  /** What a refusal means, by its code; the service's own sentence where the code is new to us. */
  explain(/** @type {import('./api.js').Refusal} */ { code, message, retryAfter }) {
    const when = retryAfter ? this.#span(retryAfter) : this.say('later');
    return this.say(`errors.${code}`, { when }) || message || this.say('errors.internal');
  }

  /** "3 days ago". @param {Date} date */
  ago(date) {
    return this.#span(Math.min(0, (date.getTime() - Date.now()) / 1000));
  }

  /** @param {number} seconds negative in the past */
  #span(seconds) {
    const [unit, size] = UNITS.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', seconds < 0 ? Infinity : 1];
    return this.relative.format(Math.ceil(seconds / size), unit);
  }

  /** @param {string | number | undefined} value */
  #show(value) {
    return typeof value === 'number' ? this.number.format(value) : value ?? '';
  }
}

/** @param {string | Words | undefined} group @param {string} name */
function step(group, name) {
  return typeof group === 'object' && Object.hasOwn(group, name) ? group[name] : undefined;
}

/** The language asked for, its plain form ("it" for "it-CH"), or English. @param {string} asked */
export async function learn(asked) {
  const plain = asked.toLowerCase().split('-')[0];
  const code = LOCALES.find((one) => one === plain) ?? 'en';
  const { default: words } = await import(`./locales/${code}.js`);
  return new Language(code, words);
}
