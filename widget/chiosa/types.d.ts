/** The shapes that cross the wire; docs/api.md says what they mean. */
export type Site = {
  name: string; language: string; open: boolean; name_required: boolean; email_required: boolean;
  website_asked: boolean; text_max: number; akismet: boolean;
};
export type Thread = { id: number | null; title: string; count: number; open: boolean };
/** `refused` is the widget's own: it waited, waits no more, and readers do not see it. */
export type Status = 'checking' | 'pending' | 'published' | 'removed' | 'refused';
export type Comment = {
  id: number; parent: number | null; status: Status;
  author: { name: string; website: string | null } | null;
  html: string | null; created: string; edited: string | null;
  reply_count: number; replies: Comment[]; more: string | null;
};
export type ThreadPage = { site: Site; thread: Thread; comments: Comment[]; next: string | null };
export type Replies = { comments: Comment[]; next: string | null };
export type Ticket = { form: string; wait: number; trap: string; visitor: string };
export type Written = { parent?: number; name?: string; email?: string; website?: string; text: string };
export type FieldErrors = Record<string, { code: string; message: string }>;

export type Sort = 'newest' | 'oldest';
export type Theme = 'auto' | 'light' | 'dark';
export type Options = {
  site: string; thread: string; url: string; title: string; modified: string; lang: string; theme: Theme; sort: Sort;
};

/** A locale's words: a text with {placeholders}, its forms by CLDR plural category, or a group of them. */
export interface Words { [key: string]: string | Words }

/** What every part of one discussion shares. */
export type Here = {
  api: import('./api.js').Api;
  words: import('./words.js').Language;
  options: Options;
  signal: AbortSignal;
  announce(text: string): void;
};
