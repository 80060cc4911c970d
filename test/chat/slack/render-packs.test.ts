import { expect, it } from 'vitest';
import { renderMessage } from '../../../src/chat/slack/render-message.ts';
import { packPreview } from '../../../src/reply/views/pack-preview.ts';
import { packsView } from '../../../src/reply/views/packs.ts';
import { packsWith } from '../../reply/views/pack-views.ts';
import { messageFaults } from './checks.ts';

const long = 'Words of an author, as many as a title may have. '.repeat(6).trim();
const count = (text: string, part: RegExp) => text.match(part)?.length ?? 0;

it('every button of a page of packs is there, however many packs there are and however long their titles', () => {
  const packs = packsWith(long, { packs: 60, questions: 20 });
  const message = renderMessage(packsView({ packs, page: 4, done: long, suggestions: 12 }));
  expect(messageFaults(message)).toEqual([]);
  expect(message.blocks?.length).toBeLessThanOrEqual(50);
  const shown = JSON.stringify(message.blocks);
  expect(count(shown, /"Preview"/g)).toBe(8);
  expect(count(shown, /"Turn off"/g)).toBe(8);
  for (const label of ['"Next page"', '"Previous page"', '"Suggestions (12)"']) expect(shown).toContain(label);
});

it('every button of a preview is there, in a pack of the catalog and in the workspace’s own', () => {
  const [pack] = packsWith(long, { packs: 1, questions: 25 });
  if (!pack) throw new Error('there is a pack');
  for (const own of [false, true]) {
    const message = renderMessage(packPreview({ ...pack, page: 2, own, titleOf: () => long }));
    expect(messageFaults(message)).toEqual([]);
    const shown = JSON.stringify(message.blocks);
    expect(count(shown, /"Retire"/g)).toBe(own ? 5 : 0);
    for (const label of ['"Turn on"', '"Next page"', '"All packs"']) expect(shown).toContain(label);
  }
});
