/** How far ahead of the reader a discussion begins to load. */
const AHEAD = '600px';

/**
 * Waits until the reader comes near an element, or follows a link to a comment; for ever where they never do.
 * @param {Element} element @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function near(element, signal) {
  return new Promise((resolve) => {
    const watch = new AbortController();
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && come(), { rootMargin: AHEAD });
    const stop = () => {
      observer.disconnect();
      watch.abort();
    };
    const come = () => {
      stop();
      resolve();
    };
    signal.addEventListener('abort', stop, { signal: watch.signal });
    addEventListener('hashchange', () => isLinked() && come(), { signal: watch.signal });
    observer.observe(element);
    if (isLinked()) come();
  });
}

const isLinked = () => /^#comment-\d/.test(location.hash);
