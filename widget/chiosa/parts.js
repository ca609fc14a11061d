/** What follows a discussion once it stands there: one part for each use, fetched together. */
export { Live as live } from './live.js';
export { Pages as pages } from './pages.js';
export { Permalink as permalink } from './permalink.js';
export { Reacting as reacting } from './reacting.js';
