/** A form's proof of work: in a worker where the page may have one, else on the page. The worker's script too, so it uses no other part. */
import { Search } from './search.js';

const SLICE = 8;
const PATIENCE = 20_000;
const SLOW = 2_000;

const address = import.meta.url;
const isOurs = new URL(address).origin === location.origin;

/** @typedef {import('./types').Work} Work */
/**
 * Where it is computed; each turn tells the solution, or that there is none yet. The page may have replaced Promise.
 * @typedef {{turn: {then(go: (found: import('./types').Solution | null) => void, fail: () => void): void}, stop(): void}} Bench
 */

/**
 * Begins at once; gives what waits for the solution, undefined where none was found in time.
 * @param {import('./types').Here} here @param {Work} challenge @param {HTMLInputElement} trap of the form, named by its ticket
 */
export function begin(here, challenge, trap) {
  const name = trap.name;
  const end = performance.now() + PATIENCE;
  const solved = find(challenge.parameters, () => trap.isConnected && trap.name === name && performance.now() < end);
  return async () => {
    const timer = setTimeout(() => here.announce(here.words.say('form.sending')), SLOW);
    const solution = await solved;
    clearTimeout(timer);
    return solution ? btoa(JSON.stringify({ challenge, solution })) : undefined;
  };
}

/** @param {Work['parameters']} asked @param {() => boolean} isNeeded */
async function find(asked, isNeeded) {
  for (const take of mayHaveWorker() ? [takeWorker, takeTurns] : [takeTurns]) {
    try {
      const bench = take(asked);
      try {
        do {
          const found = await bench.turn;
          if (found) return found;
        } while (isNeeded());
        return null;
      } finally {
        bench.stop();
      }
    } catch {
      // The next place will do.
    }
  }
  return null;
}

/** Where a policy forbids it the trial itself would be reported: so the page's owner says that there may be one. */
function mayHaveWorker() {
  return isOurs || Document.prototype.querySelector.call(document, 'script[data-worker]');
}

/** @param {Work['parameters']} asked @returns {Bench} */
function takeWorker(asked) {
  const script = isOurs ? address : URL.createObjectURL(new Blob([`import ${JSON.stringify(address)}`], { type: 'text/javascript' }));
  const worker = new Worker(script, { type: 'module' });
  worker.postMessage(asked);
  return { turn: { then(go, fail) { worker.onmessage = ({ data }) => go(data); worker.onerror = fail; } }, stop: () => { worker.terminate(); URL.revokeObjectURL(script); } };
}

/** @param {Work['parameters']} asked @returns {Bench} */
function takeTurns(asked) {
  const search = new Search(asked);
  const { port1, port2 } = new MessageChannel();
  return { turn: { then(go) { port1.onmessage = () => go(search.run(SLICE)); port2.postMessage(''); } }, stop: () => port1.close() };
}

if (!globalThis.document) {
  globalThis.onmessage = ({ data }) => {
    const search = new Search(data);
    let found;
    do {
      found = search.run(SLICE);
      postMessage(found);
    } while (!found);
  };
}
