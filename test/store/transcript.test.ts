import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { listEntries, type Place, recordEntry } from '../../src/store/transcript.ts';
import { openTestStore } from '../fixtures/databases.ts';

const place: Place = { workspace: 'local', place: 'ann' };

describe('a transcript', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openTestStore();
  });
  afterEach(() => store.close());

  const write = (key: string, content: string, where = place, at = 1) =>
    store.transaction((tx) => recordEntry(tx, where, { key, author: 'coach', content, at }));
  const read = async (limit = 100, where = place) =>
    (await store.read((db) => listEntries(db, where, limit))).map(({ content }) => content);

  it('is empty at first', async () => {
    expect(await read()).toEqual([]);
  });

  it('is read in the order in which it was written, whatever the clock and the keys say', async () => {
    await write('z', 'first', place, 300);
    await write('a', 'second', place, 100);
    await write('m', 'third', place, 200);
    expect(await read()).toEqual(['first', 'second', 'third']);
  });

  it('gives an entry back as it was written', async () => {
    const entry = { key: 'k', author: 'member', content: '<b>"hi"</b>\n\u202e👋', at: 1_790_000_000_000 };
    await store.transaction((tx) => recordEntry(tx, place, entry));
    expect(await store.read((db) => listEntries(db, place, 1))).toEqual([entry]);
  });

  it('lets a later text of the same key take the place of the earlier one', async () => {
    await write('a', 'first');
    await write('b', 'nobody has answered');
    await write('c', 'third');
    await write('b', 'one has answered', place, 99);
    await write('d', 'fourth');
    expect(await read()).toEqual(['first', 'one has answered', 'third', 'fourth']);
  });

  it('shows the newest when there are more than asked for, still oldest first', async () => {
    for (let index = 1; index <= 12; index += 1) await write(`key-${index}`, String(index));
    expect(await read(3)).toEqual(['10', '11', '12']);
    expect(await read(12)).toHaveLength(12);
  });

  it('keeps the places of a workspace, and equal places of two workspaces, apart', async () => {
    const [otherPlace, otherWorkspace] = [
      { ...place, place: 'bob' },
      { ...place, workspace: 'remote' },
    ];
    await write('k', 'for ann');
    await write('k', 'for bob', otherPlace);
    await write('k', 'elsewhere', otherWorkspace);
    expect(await read()).toEqual(['for ann']);
    expect(await read(9, otherPlace)).toEqual(['for bob']);
    expect(await read(9, otherWorkspace)).toEqual(['elsewhere']);
  });
});
