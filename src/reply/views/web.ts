import { commandLine } from '../../domain/command.ts';
import { type PageName, pageNames } from '../../domain/interaction.ts';
import { linkMinutes, type SiteUrl } from '../../domain/site.ts';
import { plain } from '../inline.ts';
import type { Message } from '../reply.ts';
import { noticeView } from './help.ts';

export type PageTitle = {
  readonly title: string;
  /** Whether it can be opened by its name alone; others are reached from these. */
  readonly listed: boolean;
};

/** What the pages of the web site are called. */
export const pageTitles: Readonly<Record<PageName, PageTitle>> = {
  progress: { title: 'Progress', listed: true },
  leaderboard: { title: 'Leaderboard', listed: true },
  attempts: { title: 'Attempts', listed: true },
  attempt: { title: 'Attempt', listed: false },
  mocks: { title: 'Interviews', listed: true },
  mock: { title: 'Interview', listed: false },
  settings: { title: 'Settings', listed: true },
  packs: { title: 'Packs', listed: true },
  disputes: { title: 'Disputes', listed: true },
  reports: { title: 'Reports', listed: true },
  missed: { title: 'Missed days', listed: true },
};

const heading = { type: 'heading', text: 'Your pages' } as const;

/** A link into the web site, for one member and one use. */
export function webLinkView(url: SiteUrl): Message {
  return {
    type: 'message',
    blocks: [
      heading,
      { type: 'paragraph', text: plain('Your progress, the boards and your interviews, in your browser.') },
      { type: 'link', label: 'Open my pages', url },
      { type: 'note', text: plain(`The link is for you alone. It works once, within ${linkMinutes} minutes.`) },
    ],
  };
}

/** The pages where the platform shows them itself. */
export function ownPagesView(): Message {
  const listed = pageNames.filter((page) => pageTitles[page].listed);
  return {
    type: 'message',
    blocks: [
      heading,
      {
        type: 'list',
        items: listed.map((page) => [{ type: 'page', text: pageTitles[page].title, page, value: '' }]),
      },
      { type: 'note', text: plain('They are part of the local page, which npm start opens.') },
    ],
  };
}

/** Said where the operator has not opened the web site. */
export const noSiteView: Message = noticeView(
  'There is no web site here yet: whoever runs the coach has to set PUBLIC_URL to the https address under which it is reached.',
);

/** Said in the place of a link that could not be shown: links are not kept for later. */
export function lostLinkView(platform: string): Message {
  return noticeView(`The link to your pages could not be shown: type ${commandLine(platform, 'web')} for a new one.`);
}
