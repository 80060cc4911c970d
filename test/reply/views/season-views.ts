import type { MemberId } from '../../../src/domain/ids.ts';
import type { Season } from '../../../src/domain/season.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { deletedAnswerView, deletedView, exportView, privacyView } from '../../../src/reply/views/privacy.ts';
import { recapView, seasonEndView } from '../../../src/reply/views/recap.ts';
import {
  pastSeasonsView,
  seasonCancelledView,
  seasonPlannedView,
  seasonView,
} from '../../../src/reply/views/season.ts';

/** The views of seasons, recaps and privacy, in each of their shapes, with `text` as what people have typed. */
export function seasonViewsWith(text: string): readonly Message[] {
  const season: Season = { id: '2026-12-01-cup', title: text, startsOn: '2026-12-01', endsOn: '2026-12-31' };
  const top = [
    { memberId: 'ann' as MemberId, name: text, points: 7, rank: 1, streak: 5 },
    { memberId: 'bob' as MemberId, name: text, points: 1, rank: 2 },
  ];
  const recap = { from: '2026-11-16', to: '2026-11-22', top, answers: 3, members: 2 };
  const kept = { since: '2026-11-16', answers: 3, reviews: 2, interviews: 1, disputes: 0, suggestions: 1 };
  return [
    seasonView({ season, today: '2026-12-05', coming: [season, season], platform: 'discord' }),
    seasonView({ season, today: '2026-12-31', coming: [], platform: undefined }),
    pastSeasonsView([{ season, winners: top }]),
    pastSeasonsView([]),
    seasonPlannedView(season),
    seasonCancelledView(season),
    recapView({ ...recap, improved: { name: text, gain: 1 } }),
    recapView({ ...recap, answers: 1, members: 1, improved: undefined }),
    seasonEndView(season, top),
    privacyView({ hidden: true, kept: undefined }),
    privacyView({ hidden: false, kept }),
    exportView(),
    deletedView,
    deletedAnswerView,
  ];
}
