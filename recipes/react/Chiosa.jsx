import { useEffect } from 'react';

const SERVICE = 'https://comments.example.org';
const SITE = 'my-blog';

/** The script runs once, however often it is asked for. */
const useChiosa = () => useEffect(() => {
  import(/* @vite-ignore */ /* webpackIgnore: true */ `${SERVICE}/embed.js`).catch(console.error);
}, []);

/** The comments of a page. `url` is its whole address, `title` its own: a router may not have told the document yet. */
export default function Chiosa({ url, title, thread }) {
  useChiosa();
  const asked = new URLSearchParams({ site: SITE, url, ...(thread && { thread }) });
  return (
    <section id="comments">
      <chiosa-thread data-site={SITE} data-url={url} data-title={title} data-thread={thread} />
      <noscript><a href={`${SERVICE}/embed/thread?${asked}`}>Comments</a></noscript>
    </section>
  );
}

/** "3 comments", for a link to the page. */
export function ChiosaCount({ url, thread }) {
  useChiosa();
  return <chiosa-count site={SITE} url={url} thread={thread} />;
}
