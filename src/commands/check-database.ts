import { everywhere } from '../domain/standing-sums.ts';
import { loadConfig } from '../ops/config.ts';
import { checkAllStandings, type Difference } from '../store/check-standings.ts';
import { parseDatabaseUrl } from '../store/database-url.ts';
import { openStore } from '../store/store.ts';
import { assertThere } from './file-database.ts';

/**
 * Compares every board of the configured database with its ledger and prints a sentence for each standing that differs; true
 * when none does. Throws a CoachError when there is no database to look at, and makes none.
 */
export async function checkDatabase(print: (line: string) => void): Promise<boolean> {
  const { databaseUrl } = loadConfig();
  const place = parseDatabaseUrl(databaseUrl);
  // Opening a file that is not there would make it.
  if (place?.type === 'sqlite') assertThere(place.path, 'check');
  const store = await openStore(databaseUrl);
  try {
    let wrong = 0;
    const { workspaces, standings } = await checkAllStandings(store, (found) => {
      wrong += 1;
      print(sentenceOf(found));
    });
    const looked = `${standings} standings in ${workspaces} workspaces`;
    print(
      wrong === 0 ? `Every board is what was earned: ${looked}.` : `${wrong} differences from the ledger: ${looked}.`,
    );
    return wrong === 0;
  } finally {
    await store.close();
  }
}

function sentenceOf(difference: Difference): string {
  const { platform, workspace, scope, span } = difference;
  const board = scope === everywhere ? 'workspace' : `channel ${scope}`;
  return `${platform} ${workspace}: on the board "${span}" of the ${board}, ${whatOf(difference)}`;
}

function whatOf(difference: Difference): string {
  if (difference.wrong === 'count') {
    const { counted, members, bucket } = difference;
    return `the count of members in bucket ${bucket} of points is ${counted} and should be ${members}.`;
  }
  const { wrong, memberId, shown, earned } = difference;
  switch (wrong) {
    case 'points':
      if (shown === undefined) return `member ${memberId} is missing and has earned ${earned} points.`;
      if (earned === undefined) return `member ${memberId} stands with ${shown} points and has earned none there.`;
      return `member ${memberId} stands with ${shown} points and has earned ${earned}.`;
    case 'order':
      return `member ${memberId} has another time of reaching ${earned} points than the ledger.`;
    case 'visibility':
      return `member ${memberId} is hidden where they are not, or shown where they are.`;
    default:
      return wrong satisfies never;
  }
}
