import { authorName } from './comment.js';
import { make } from './dom.js';

const REASONS = /** @type {import('./types').Reason[]} */ (['spam', 'abuse', 'personal', 'off_topic', 'other']);
const MOST = 1000;

/** Tells the reader, and nobody else, what became of their reports. @param {import('./writing.js').Writing} writing */
export function recall(writing) {
  const { here: { words }, waiting, discussion } = writing;
  const say = (/** @type {string} */ outcome) => make('p', { class: 'quiet outcome' }, words.say(`report.${outcome}`));
  const thanks = say('removed');
  const tellRemoved = () => { thanks.hidden = !Object.values(waiting.reports).includes('removed'); };
  tellRemoved();
  discussion.all.before(thanks);
  writing.tellOutcome = ({ article, comment }) => {
    tellRemoved();
    article.querySelector('.outcome')?.remove();
    if (waiting.reports[comment.id] === 'kept') article.append(say('kept'));
  };
}

/** Tells the moderators what is wrong with somebody's comment. @param {import('./writing.js').Writing} writing @param {import('./list.js').Shown} shown */
export function report(writing, shown) {
  const { words, writes } = writing.here;
  const { comment } = shown;
  const form = `report-${comment.id}`;
  const radios = REASONS.map((value) => make('input', { type: 'radio', name: form, value }));
  const choices = radios.map((radio, at) => make('label', { class: 'check', part: 'label' }, radio, words.say(`report.${REASONS[at]}`)));
  const more = writing.makeField({ form, name: 'text', label: words.say('report.more'), max: MOST, tag: 'textarea', rows: 2, dir: 'auto' });
  const { element } = writing.makePanel({
    kind: 'question', title: words.say('report.about', { name: authorName(comment, words) }), verb: words.say('report.send'),
    fields: () => [more], act, onCancel: () => writing.close(true),
  }, make('fieldset', {}, make('legend', {}, words.say('report.why')), ...choices), more.element);
  writing.open(shown, element, '.menu-button');
  radios[0].focus();

  async function act() {
    const reason = REASONS[radios.findIndex((radio) => radio.checked)];
    if (!reason) {
      radios[0].focus();
      return words.say('fields.required');
    }
    await writes.report(comment.id, reason, more.value);
    writing.waiting.reports[comment.id] = 'open';
    writing.decorate(shown);
    const thanks = make('p', { tabindex: -1 }, words.say('report.sent'));
    element.replaceChildren(thanks);
    thanks.focus();
  }
}
