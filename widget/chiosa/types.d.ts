/** The shapes that cross the wire; docs/api.md says what they mean. */
export type Sort = 'newest' | 'oldest' | 'best';
export type Site = {
  name: string; language: string; open: boolean; name_required: boolean; email_required: boolean;
  website_asked: boolean; text_max: number; judges: { name: string; privacy: string }[]; privacy: { text: string; url: string | null }[];
  votes: 'none' | 'up' | 'both'; reactions: string[]; sort: Sort; loads_at_end: boolean; edit_minutes: number;
  images: boolean; words: Record<string, Record<string, string>>;
};
export type Thread = {
  id: number | null; title: string; count: number; open: boolean; closed: 'site' | 'moderator' | 'age' | null; version: number; reactions: Record<string, number>;
};
/** `refused` is for its author alone: it waits no more, and readers do not see it. */
export type Status = 'checking' | 'pending' | 'published' | 'removed' | 'refused';
export type Comment = {
  id: number; parent: number | null; status: Status;
  author: { name: string; website: string | null } | null;
  badge: '' | 'author' | 'moderator' | 'teacher'; pinned: boolean; up: number; down: number; avatar: string | null;
  html: string | null; created: string; edited: string | null;
  reply_count: number; replies: Comment[]; more: string | null;
  /** Told to its author alone: the source (null: a moderator has changed it), and until when it may be changed or deleted. */
  own?: { text: string | null; until: string | null };
};
export type ThreadPage = { site: Site; thread: Thread; comments: Comment[]; next: string | null };
export type Replies = { comments: Comment[]; next: string | null };
/** What readers see otherwise than before; `reset` when that is too much to tell. */
export type Changes = { thread: Thread; comments: Comment[]; reset: boolean };
export type Mine = { comments: Comment[]; votes: Record<string, 1 | -1>; reactions: string[]; reports: Record<string, Outcome> };
/** What became of a report: nobody has looked yet, a moderator kept the comment, or it was removed. */
export type Outcome = 'open' | 'kept' | 'removed';
export type Ticket = { form: string; wait: number; trap: string; visitor: string; name: string | null; work: Work | null };
/** A challenge of ALTCHA, and what solves it. */
export type Work = {
  parameters: { algorithm: string; cost: number; salt: string; nonce: string; keyPrefix: string }; signature: string;
};
export type Solution = { counter: number; derivedKey: string };
export type Written = { parent?: number; name?: string; email?: string; website?: string; text: string };
export type Voted = { up: number; down: number; mine: 1 | 0 | -1; visitor: string };
export type Reacted = { reactions: Record<string, number>; mine: string[]; visitor: string };
export type Reason = 'spam' | 'abuse' | 'personal' | 'off_topic' | 'other';
export type Latest = {
  comments: { id: number; url: string; title: string; name: string; excerpt: string; created: string }[];
};
export type FieldErrors = Record<string, { code: string; message: string }>;

export type Theme = 'auto' | 'light' | 'dark';
export type Loading = 'lazy' | 'eager' | 'manual';
export type Options = {
  site: string; thread: string; url: string; title: string; modified: string; lang: string; theme: Theme; sort: Sort | '';
  loading: Loading;
};
/** What a page tells through the API; what is empty or null is taken back. */
export type Told = Partial<Record<'site' | 'thread' | 'url' | 'title' | 'lang' | 'theme' | 'sort' | 'loading' | 'token', string | null>>;

/** A locale's words: a text with {placeholders}, its forms by CLDR plural category, or a group of them. */
export interface Words { [key: string]: string | Words }

/** What every part of one discussion shares. */
export type Here = {
  api: import('./api.js').Api;
  /** There once what follows the comments has been fetched. */
  writes: import('./writes.js').Writes;
  words: import('./words.js').Language;
  options: Options;
  signal: AbortSignal;
  /** Says it to a screen reader. */
  announce(text: string): void;
  /** The service's own address, ending in a slash. */
  service: string;
  /** Known when the first page has come. */
  site?: Site;
  emit: Emit;
};

/** Tells the host page: an event `chiosa:NAME` at the element. */
export type Emit = <Name extends keyof Details>(name: Name, detail: Details[Name]) => void;
/** What the events tell. */
export type Details = {
  ready: { thread: number | null; count: number };
  posted: { id: number; status: Status };
  published: { id: number };
  error: { code: string };
  count: { count: number };
};


declare global {
  interface HTMLElementTagNameMap { 'chiosa-thread': import('./thread.js').ChiosaThread }
}
