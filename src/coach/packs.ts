import { commandLine } from '../domain/command.ts';
import { clip, countText } from '../domain/display.ts';
import type { PacksCommand } from '../domain/packs-command.ts';
import type { Offer, OfferedPack } from '../knowledge/offer.ts';
import type { Message } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { packPreview } from '../reply/views/pack-preview.ts';
import { packsOfPage, packsView, type ShownPack } from '../reply/views/packs.ts';
import { listDailySettings } from '../store/daily-channels.ts';
import { setPack } from '../store/pack-states.ts';
import { countOpenSuggestions } from '../store/suggestions.ts';
import type { Context } from './context.ts';
import { canAsk } from './daily.ts';
import { inWorkspace } from './offer.ts';

/** Does what an admin has typed after `/coach packs`. */
export async function packs(context: Context, command: PacksCommand): Promise<Message> {
  const { offer } = context.deps;
  switch (command.doing) {
    case 'list':
      return showPacks(context, { page: command.page });
    case 'on':
    case 'off': {
      const found = offer.findPack(command.pack);
      return found ? switchPack(context, found, command.doing === 'on') : noPack(context, command.pack);
    }
    case 'preview': {
      const { page, pack } = command;
      const found = offer.findPack(pack);
      // A title may end with a number.
      const exact = page > 1 ? offer.findPack(`${pack} ${page}`) : undefined;
      const isTitle = exact !== undefined && exact !== found;
      const wanted = isTitle ? exact : found;
      return wanted ? preview(context, wanted, { page: isTitle ? 1 : page }) : noPack(context, pack);
    }
    default:
      return command satisfies never;
  }
}

/** Turns the pack of a button on or off. */
export async function pressSwitch(context: Context, packId: string, on: boolean): Promise<Message> {
  const found = packById(context.deps.offer, packId);
  return found ? switchPack(context, found, on) : noPack(context, packId);
}

/** The page of a pack's preview that a button names. */
export async function pressPreview(context: Context, value: string): Promise<Message> {
  const [, packId = '', page = ''] = /^(.*?)(?::(\d{1,4}))?$/s.exec(value) ?? [];
  const found = packById(context.deps.offer, packId);
  return found ? preview(context, found, { page: Number(page) }) : noPack(context, packId);
}

/** The pack with this id, on or off. */
export function packById(offer: Offer, packId: string): OfferedPack | undefined {
  return offer.packs().find(({ pack }) => pack.id === packId);
}

function noPack({ platform }: Context, words: string): Message {
  const packsLine = commandLine(platform, 'packs');
  return noticeView(
    words.trim() === ''
      ? `Name the pack, such as ${packsLine} off caching: ${packsLine} alone lists all of them.`
      : `There is no pack like "${clip(words, 80)}": ${packsLine} lists all of them.`,
  );
}

type Listed = { readonly page: number; readonly done?: string };

/** A page of the list of packs. */
export async function showPacks({ deps: { offer }, tx, workspace }: Context, listed: Listed): Promise<Message> {
  return packsView({
    ...listed,
    packs: offer.packs().map((one) => shownPack(offer, one)),
    suggestions: await countOpenSuggestions(tx, workspace.id),
  });
}

/** A pack as views show it. */
export function shownPack({ titleOf }: Offer, { pack, on }: OfferedPack): ShownPack {
  return { pack, on, topic: titleOf(pack.topic) };
}

/** The preview of a pack, from a page on. */
export function preview({ deps: { offer } }: Pick<Context, 'deps'>, found: OfferedPack, listed: Listed): Message {
  const own = found.pack.id === offer.ownPack;
  return packPreview({ ...shownPack(offer, found), ...listed, own, titleOf: offer.titleOf });
}

async function switchPack(context: Context, { pack }: OfferedPack, on: boolean): Promise<Message> {
  const { deps, tx, workspace, at } = context;
  const others = deps.offer.packs().filter((one) => one.on && one.pack.id !== pack.id);
  if (!on && others.length === 0) return noticeView(lastPack);
  await setPack(tx, workspace.id, { packId: pack.id, on, at });
  const changed: Context = { ...context, deps: await inWorkspace(deps, tx, workspace.id) };
  const page = 1 + Math.floor(deps.offer.packs().findIndex((one) => one.pack.id === pack.id) / packsOfPage);
  const done = [...doneSentences(pack.title, on), ...(on ? [] : await emptySentences(changed))].join(' ');
  return showPacks(changed, { page, done });
}

/** Why the last pack stays on. */
export const lastPack =
  'That is the last pack that is on: turn another one on first, or nobody here could be asked anything.';

function doneSentences(title: string, on: boolean): readonly string[] {
  const name = clip(title, 80);
  return on
    ? [`“${name}” is on: its questions are asked again, and those that are due come back.`]
    : [`“${name}” is off: its questions are not asked here any more. What is open goes on, and no history is lost.`];
}

/** Says how many channels have a question of the day and nothing to ask any more. */
async function emptySentences({ deps: { offer }, tx, workspace, platform }: Context): Promise<readonly string[]> {
  const settings = await listDailySettings(tx, workspace.id);
  const empty = settings.filter(({ schedule }) => !canAsk(offer, schedule)).length;
  if (empty === 0) return [];
  return [
    `${countText(empty, 'channel')} with a question of the day now ${empty === 1 ? 'has' : 'have'} nothing to ask: choose other topics with ${commandLine(platform, 'setup')}.`,
  ];
}
