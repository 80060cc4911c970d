import { describe, expect, it } from 'vitest';
import { seasonToCancel } from '../../src/domain/cancel-season.ts';
import { planSeason } from '../../src/domain/plan-season.ts';
import type { Season } from '../../src/domain/season.ts';

const today = '2026-11-23';
const season = (id: string, title: string): Season => {
  const startsOn = id.slice(0, 10);
  return { id, title, startsOn, endsOn: startsOn };
};
const begun = season('2026-11-23-autumn-cup', 'Autumn Cup');
const winter = season('2026-12-01-winter-cup', 'Winter Cup');
const again = season('2027-12-01-winter-cup', 'Winter Cup');
const mixed = season('2027-01-01', 'Кубок №1');

describe('the season that is to be cancelled', () => {
  it.each([
    ['2026-12-01-winter-cup'],
    [' 2026-12-01-WINTER-CUP '],
    ['Winter Cup'],
    ['winter   cup'],
    ['“Winter Cup”'],
    ['**Winter** Cup!'],
  ])('is found by its id or title: %j', (named) => {
    expect(seasonToCancel(named, today, [begun, winter, mixed])).toEqual({ type: 'season', season: winter });
  });

  it('is found in any script, and among seasons of its title the one that has not begun', () => {
    expect(seasonToCancel('кубок №1', today, [mixed])).toEqual({ type: 'season', season: mixed });
    const old = season('2025-12-01-winter-cup', 'Winter Cup');
    expect(seasonToCancel('Winter Cup', today, [old, winter])).toEqual({ type: 'season', season: winter });
  });

  it.each([
    ['Autumn Cup', '"Autumn Cup" began on 2026-11-23 and cannot be cancelled: answers count for it.'],
    ['2026-11-23-autumn-cup', '"Autumn Cup" began on 2026-11-23 and cannot be cancelled: answers count for it.'],
    [
      'Winter Cup',
      'Several planned seasons have that title: name it by its id. ' +
        'Planned: 2026-12-01-winter-cup (Winter Cup), 2027-12-01-winter-cup (Winter Cup).',
    ],
    ['2026-Q4', 'There is no season "2026-Q4". Planned: '],
    ['', 'Say which season. Planned: '],
    ['"" !?', 'Say which season. Planned: '],
    ['__proto__', 'There is no season "__proto__". Planned: '],
    ["' or 1=1 --", `There is no season "' or 1=1 --". Planned: `],
    ['x'.repeat(100_000), `There is no season "${'x'.repeat(59)}…". Planned: `],
  ])('is refused in a sentence: %.60j', (named, message) => {
    expect(seasonToCancel(named, today, [begun, winter, again])).toEqual({
      type: 'problem',
      message: expect.stringContaining(message),
    });
  });

  it('is said not to be there where none is planned, and few of many are named', () => {
    expect(seasonToCancel('cup', today, [begun])).toMatchObject({
      message: 'There is no season "cup". None is planned.',
    });
    const many = Array.from({ length: 50 }, (_, index) => season(`2027-01-${10 + index}-cup`, `Cup ${index}`));
    expect(seasonToCancel('', today, many)).toMatchObject({ message: expect.stringMatching(/Cup 4\), …\.$/) });
  });

  it('is any that was planned, by its title as it was written', () => {
    for (const title of ['Winter Cup', 'cancel', '¡Olé!', '2027', '"The best" <@U1> cup']) {
      const planned = planSeason({ title, startsOn: '2026-12-01', endsOn: '2026-12-02' }, today, []);
      if (planned.type === 'problem') throw new Error(planned.message);
      expect(seasonToCancel(title, today, [planned.season])).toEqual(planned);
    }
  });
});
