import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup in which everything that people wrote is escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
