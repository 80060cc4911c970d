import type { Bar, BarChart, ProgressChart } from '../../src/reply/chart.ts';

/** A ranking of these names, the first with most points and the last one marked. */
export function rankingOf(names: readonly string[], title = 'Leaderboard, this week'): BarChart {
  const barOf = (label: string, index: number): Bar => {
    const own = index === names.length - 1;
    return { rank: index + 1, label, ...(own && { tag: 'you' }), amounts: [(names.length - index) * 10], marked: own };
  };
  return {
    type: 'bars',
    title,
    noun: 'Member',
    series: [{ name: 'Points', tone: 'plain' }],
    bars: names.map(barOf),
  };
}

/** What became of key points: how many covered, half covered, missed and contradicted each. */
export function coverageOf(
  counts: readonly (readonly number[])[],
  label = 'Throttles each tenant on its own',
): BarChart {
  return {
    type: 'bars',
    title: 'How 19 members answered',
    noun: 'Key point',
    series: [
      { name: 'Covered', tone: 'covered' },
      { name: 'Half covered', tone: 'partial' },
      { name: 'Missed', tone: 'missed' },
      { name: 'Contradicted', tone: 'contradicted' },
    ],
    bars: counts.map((amounts) => ({ label, amounts, marked: false })),
  };
}

/** Progress of so many weeks with a score and answers in each, and of topics of these names. */
export function progressOf(scores: readonly (number | null)[], topics: readonly string[] = ['Caching']): ProgressChart {
  const counts = (day: number) => scores.map((score, week) => (score === null ? 0 : (week * 7 + day * 3) % 12));
  return {
    type: 'progress',
    title: 'Your progress',
    weeks: {
      title: 'Mean score by week',
      points: scores.map((score, week) => ({ label: `${week + 1} Sept`, score })),
    },
    days: {
      title: 'Answers by day',
      rows: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((label, day) => ({ label, counts: counts(day) })),
    },
    topics: {
      title: 'Best scores by topic',
      bars: topics.map((label, index) => ({ label, score: Math.max(0, 90 - 12 * index) })),
      more: 0,
    },
  };
}

/** What strangers may call themselves to break a picture. */
export const hostileTexts: Readonly<Record<string, string>> = {
  markup: '</text><rect width="9999" height="9999" fill="red"/><text>',
  'a script': '<script>alert(1)</script><svg onload="alert(1)">',
  'entities and a declaration': '&amp;&lt;&#0;&#x1F600;&boom;<!DOCTYPE x [<!ENTITY boom "boom">]>',
  'the end of a CDATA section': ']]><![CDATA[ ]]>',
  quotation: `"'\`&quot;`,
  'a template': '{a|b} {value} {@[0]}',
  'ten kilobytes': 'W'.repeat(10_000),
  'ten kilobytes of words': 'word '.repeat(2_000),
  'a null and other controls': 'a\u0000b\u0007c\u001b[31md\u007fe\u0085f',
  'lone surrogates': '\ud800a\udc00b\ud83d',
  'an override of the direction': '\u202egnp.exe\u202c \u2066x\u2069',
  'invisible characters': 'a\u200b\u200d\u2060\ufeff\u00ad\u034fb',
  'a pile of marks': `Z${'\u0335\u0321\u031b\u0300'.repeat(200)}algo`,
  'line breaks': 'a\nb\r\nc\u2028d\u2029e\tf',
  nothing: '',
  'blanks alone': ' \u00a0\u3000\t',
  emoji: '👩‍👩‍👧‍👦🇩🇪🏆',
  'wide letters': '李小龍',
  'letters of the right': 'محمد שלום',
  'private letters': '\ue000\uf8ff\u{f0000}',
  'not a character': '\uffff\u{1ffff}',
};
