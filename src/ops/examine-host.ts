import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { countText, sizeText } from '../domain/display.ts';
import { type Finding, ok, problem, type TimeServer, warning } from '../domain/finding.ts';
import { isLoopback } from '../domain/loopback.ts';

/** Bytes that are left for this user on the disk of a folder. */
export type FreeBytes = (folder: string) => Promise<number>;

/** Asks the operating system; of a folder that is not there yet, about the one that it will be in. */
export async function readFreeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return readFreeBytes(dirname(folder));
  }
}

/** A day of answers and its log need less. */
const leastRoom = 100 * 1_024 * 1_024;

/** Whether a database of so many bytes has room to grow, and to be copied beside itself. */
export async function lookAtDisk(
  { folder, bytes }: { readonly folder: string; readonly bytes: number },
  freeBytes: FreeBytes,
): Promise<Finding> {
  const free = await freeBytes(folder);
  const left = `${sizeText(free)} are free where the database is`;
  if (free < leastRoom) return problem(`Only ${left}: make room, for no answer is taken when the disk is full.`);
  if (free < bytes + leastRoom)
    return warning(`${left}, too little for a backup beside it: make room, or back up to another disk.`);
  return ok(`${left}.`);
}

const longestOffMs = 60_000;
/** Slack's signatures are good for so long, either way. */
const signatureMs = 300_000;

/** Compares this machine's clock with the one of a server, by the date of its answer, whatever that is. */
export async function lookAtClock(
  { address, name }: TimeServer,
  { clock, timeoutMs }: { readonly clock: () => number; readonly timeoutMs: number },
): Promise<Finding> {
  const askedAt = clock();
  const date = await readDate(address, timeoutMs).catch(() => Number.NaN);
  if (Number.isNaN(date)) return warning(`${name} does not tell the time, so the clock is not compared.`);
  // The date has whole seconds, and is from the middle of the exchange.
  const offMs = (askedAt + clock()) / 2 - (date + 500);
  const says = `The clock is ${countText(Math.round(Math.abs(offMs) / 1_000), 'second')} ${offMs > 0 ? 'ahead of' : 'behind'} ${name}`;
  if (Math.abs(offMs) > signatureMs) return problem(`${says}, so signed requests are refused: have it set by NTP.`);
  if (Math.abs(offMs) > longestOffMs)
    return warning(`${says}: have it set by NTP, for signed requests are refused at five minutes.`);
  return ok(`The clock is right, by ${name}.`);
}

async function readDate(address: string, timeoutMs: number): Promise<number> {
  const { headers, body } = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
  await body?.cancel();
  return Date.parse(headers.get('date') ?? '');
}

/** Whether an address has a form that those can reach who have to: Slack's servers, where they send to it, or members' browsers. */
export function lookAtPublicUrl(publicUrl: string, { forSlack }: { readonly forSlack: boolean }): Finding {
  const { hostname } = new URL(publicUrl);
  if (!isInside(hostname)) return ok('PUBLIC_URL has the form of an address that can be reached from outside.');
  if (forSlack) return problem(`PUBLIC_URL names ${hostname}, which Slack cannot reach: set it to a public name.`);
  if (isLoopback(hostname))
    return warning('PUBLIC_URL names this machine, so members can open their pages on it alone.');
  return ok(`PUBLIC_URL names ${hostname}, so members can open their pages inside of that network alone.`);
}

/** Names and addresses of this machine and of private networks. */
function isInside(host: string): boolean {
  if (isLoopback(host)) return true;
  if (host.startsWith('[')) return /^\[(::|f[cd]|fe[89ab])/i.test(host);
  return (
    !host.includes('.') ||
    /\.(localhost|local|internal|lan|home\.arpa)$/.test(host) ||
    /^(10|0|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host)
  );
}

/** Whether others than this machine reach a page that has no passwords. */
export function lookAtLocalPage({ host, localPage }: { readonly host: string; readonly localPage: boolean }): Finding {
  if (!localPage) return ok('The local page is off.');
  if (isLoopback(host)) return ok(`The local page is for this machine alone, at ${host}.`);
  return warning(
    `The local page has no passwords, and HOST is ${host}: see that only people whom you trust reach it, or set LOCAL_PAGE to off.`,
  );
}
