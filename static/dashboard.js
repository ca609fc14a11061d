/** What the room can do beyond its forms. Everything works without this file. */
import { begin as beginKeys } from './dashboard/keys.js';
import { begin as beginDecisions } from './dashboard/decisions.js';
import { begin as beginChoice } from './dashboard/choice.js';
import { watch } from './dashboard/sweep.js';
import { showLocalTimes } from './dashboard/times.js';

showLocalTimes(document);
watch();
if (document.querySelector('#decisions')) {
  document.documentElement.classList.add('scripted');
  const choice = beginChoice();
  const decisions = beginDecisions(choice);
  beginKeys(decisions, choice);
}
