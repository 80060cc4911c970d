import { expect, it } from 'vitest';
import { renderMessage } from '../../../src/chat/discord/render-message.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { packPreview } from '../../../src/reply/views/pack-preview.ts';
import { packsView } from '../../../src/reply/views/packs.ts';
import { packsWith } from '../../reply/views/pack-views.ts';
import { componentsOf, messageFaults, textsOf } from './checks.ts';

const long = 'Words of an author, as many as a title may have. '.repeat(6).trim();

const buttonsOf = (message: Message) =>
  componentsOf(renderMessage(message, { workspace: '123456789012345678' })).flatMap((component) =>
    'label' in component ? [component.label] : [],
  );

it('every button of a page of packs is there, however many packs there are and however long their titles', () => {
  const packs = packsWith(long, { packs: 60, questions: 20 });
  for (const page of [1, 4, 8]) {
    const message = packsView({ packs, page, done: long, suggestions: 12 });
    expect(messageFaults(renderMessage(message, { workspace: '123456789012345678' }), '')).toEqual([]);
    const labels = buttonsOf(message);
    const shown = page === 8 ? 4 : 8;
    expect(labels.filter((label) => label === 'Preview')).toHaveLength(shown);
    expect(labels.filter((label) => /^Turn o(n|ff)$/.test(String(label)))).toHaveLength(shown);
    expect(labels.includes('Next page')).toBe(page < 8);
    expect(labels.includes('Previous page')).toBe(page > 1);
    expect(labels.at(-1)).toBe('Suggestions (12)');
    const said = textsOf(renderMessage(message, {})).join('\n');
    expect(said.length).toBeLessThanOrEqual(4_000);
    expect(said).not.toMatch(/and \d+ more/);
  }
});

it('every button of a preview is there, in a pack of the catalog and in the workspace’s own', () => {
  const [pack] = packsWith(long, { packs: 1, questions: 25 });
  if (!pack) throw new Error('there is a pack');
  for (const own of [false, true]) {
    const message = packPreview({ ...pack, page: 2, own, titleOf: () => long });
    expect(messageFaults(renderMessage(message, {}), '')).toEqual([]);
    const labels = buttonsOf(message);
    expect(labels.filter((label) => label === 'Retire')).toHaveLength(own ? 5 : 0);
    expect(labels.slice(-4)).toEqual(['Turn on', 'Previous page', 'Next page', 'All packs']);
  }
});
