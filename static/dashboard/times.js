const words = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The server writes UTC; whoever reads it sees their own clock, and UTC when they point at it. */
export function showLocalTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    time.title = time.textContent.trim();
    time.textContent = words.format(new Date(time.dateTime));
  }
}
