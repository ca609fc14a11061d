const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });

/** The server writes UTC; whoever reads it sees their own clock, and UTC when they point at it. */
export function showLocalTimes(root) {
  for (const time of root.querySelectorAll('time[datetime*="T"]')) {
    time.title = time.textContent.trim();
    time.textContent = words.format(new Date(time.dateTime));
  }
}
