import { writeFile } from 'node:fs/promises';
import { CoachError } from '../domain/errors.ts';

/** Writes a file that is not there yet. Throws a CoachError that ends with `advice` where one is, or it cannot be written. */
export async function writeNewFile(file: string, content: string | Uint8Array, advice: string): Promise<void> {
  await writeFile(file, content, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EEXIST' ? 'is there already' : 'cannot be written';
    throw new CoachError('input-invalid', `"${file}" ${why}: ${advice}.`, { cause });
  });
}
