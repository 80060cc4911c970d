import { isDeepStrictEqual } from 'node:util';
import type { Pack } from '../domain/question.ts';
import { parsePack } from './parse-pack.ts';
import { printPack } from './print-pack.ts';

/** Whether a pack is the same when it is written and read again. */
export function isPrintable(pack: Pack): boolean {
  const read = parsePack(printPack(pack), `${pack.id}.md`);
  return read.type === 'pack' && isDeepStrictEqual(read.pack, pack);
}
