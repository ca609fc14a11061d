/* Runs in the page before anything else: notes when the first comment's text has been painted in view, what moved, and
   what kept the page busy. */
(() => {
  const wanted = '{mark}';
  const told = { first: 0, moved: 0, blocked: 0, longTasks: 0 };
  const roots = (within) => [within, ...[...within.querySelectorAll('*')].flatMap((element) => {
    const inner = element.shadowRoot ?? (element.localName === 'iframe' ? element.contentDocument : null);
    return inner ? roots(inner) : [];
  })];
  const discussion = () => {
    const element = document.getElementById('discussion');
    return element ? roots(element) : [];
  };

  const isInView = (element) => {
    const box = element.getBoundingClientRect();
    const view = element.ownerDocument.defaultView;
    const isShown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return isShown && box.width > 0 && box.height > 0 && box.top < view.innerHeight && box.bottom > 0;
  };
  const isPainted = (root) => {
    if (!root.textContent.includes(wanted)) return false;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (texts.currentNode.data.includes(wanted)) return isInView(texts.currentNode.parentElement);
    }
    return false;
  };

  const soon = new MessageChannel();
  soon.port1.onmessage = () => { told.first ||= performance.now(); };
  const look = () => {
    // What stands there in this callback is painted with this frame; the message is delivered after it.
    if (discussion().some(isPainted)) soon.port2.postMessage(null);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) told.moved += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      told.longTasks += 1;
      told.blocked += Math.max(0, entry.duration - 50);
    }
  }).observe({ type: 'longtask', buffered: true });

  globalThis.benchProbe = {
    told: () => ({ ...told, began: performance.timeOrigin, page: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 }),
    shown: () => new Set(discussion().flatMap((root) => root.textContent.match(/Remark \d{4}\./g) ?? [])).size,
  };
})();
