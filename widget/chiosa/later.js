/** What follows a discussion once it stands there, fetched together: one part for each use, and what writing needs. */
import { carry } from './assets.js';

export { Live as live } from './live.js';
export { Pages as pages } from './pages.js';
export { Permalink as permalink } from './permalink.js';
export { Reacting as reacting } from './reacting.js';
export { Writes } from './writes.js';
export { Writing } from './writing.js';

// The build puts the style sheet here.
carry('later.css', /** @type {{later?: string}} */ (import.meta).later);
