import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatAdapter, Post } from '../../src/chat/chat-adapter.ts';
import type { Paint } from '../../src/chat/paint.ts';
import type { Message } from '../../src/reply/reply.ts';
import { pictureOf, tinyPng } from '../fixtures/pictures.ts';
import { postOf, shownAt } from '../fixtures/posts.ts';

/** A member in front of a platform. */
export type Person = {
  /** Types a line where the platform takes one. */
  type(text: string): Promise<void>;
  /** Presses the newest button of that label. */
  press(label: string): Promise<void>;
  /** Writes into the answer form that is open, and submits it. */
  answer(text: string): Promise<void>;
  /** All that this member can see now, as text. */
  sees(): Promise<string>;
  /** Sends the last thing again as the platform would when it missed our acknowledgement. */
  redeliver(): Promise<void>;
};

/** A platform with the real coach behind it. */
export type ChatHarness = {
  person(name: string): Promise<Person>;
  /** Stops and starts the coach over the same store. */
  restart(): Promise<void>;
  /** Whether anything that a member typed became live: markup, a script, a terminal sequence. */
  liveMarkup(): Promise<readonly string[]>;
  close(): Promise<void>;
};

export type Traits = {
  /** Whether a member can send a form without having written anything. */
  readonly sendsBlankForms: boolean;
  /** Longest answer that the platform's own form takes, in characters; endless where it is not given. */
  readonly longestAnswer?: number;
  /** Whether the platform's own client refuses commands that it does not know; it takes any line where it is not given. */
  readonly knowsCommands?: boolean;
};

const goodAnswer = 'Lower latency from memory. Less database load.';

/** What has a picture comes when that is painted. */
function seenBy(person: Person, words: RegExp): Promise<void> {
  return expect.poll(() => person.sees(), { timeout: 20_000 }).toMatch(words);
}

/** What holds for each platform that members meet the coach on; the pack has one question with two key points. */
export function chatAdapterContract(
  platform: string,
  { sendsBlankForms, longestAnswer, knowsCommands = false }: Traits,
  createHarness: () => Promise<ChatHarness>,
): void {
  describe(`the coach on ${platform}`, () => {
    let harness: ChatHarness;
    beforeEach(async () => {
      harness = await createHarness();
    });
    afterEach(() => harness.close());

    it('asks a question in private', async () => {
      const [ana, bob] = [await harness.person('Ana'), await harness.person('Bob')];
      await ana.type('/coach practice');
      expect(await ana.sees()).toContain('2 key points');
      expect(await bob.sees()).not.toContain('2 key points');
    });

    it('grades an answer key point by key point and quotes the words that prove it', async () => {
      const ana = await harness.person('Ana');
      await ana.type('/coach practice');
      await ana.press('Answer');
      await ana.answer('A cache lowers latency because it answers from memory.\nI like it.');
      const seen = await ana.sees();
      expect(seen).toContain('50 of 100');
      expect(seen).toMatch(/✓ Covered.*A cache lowers latency because it answers from memory/s);
      expect(seen).toMatch(/○ Missed.*Think about what stands behind it/s);
      expect(seen).toContain('Graded by');
    });

    it('keeps an answer from everybody else', async () => {
      const [ana, bob] = [await harness.person('Ana'), await harness.person('Bob')];
      await ana.type('/coach practice');
      await ana.press('Answer');
      await ana.answer(goodAnswer);
      expect(await bob.sees()).not.toContain('answers from memory');
    });

    it('gives hints, the model answer, and the next question', async () => {
      const ana = await harness.person('Ana');
      await ana.type('/coach practice');
      await ana.press('Hint');
      expect(await ana.sees()).toContain('Hint: Think about how long the caller waits.');
      await ana.press('Show model answer');
      expect(await ana.sees()).toContain('A cache takes load off the database.');
      await ana.press('Next question');
      expect((await ana.sees()).match(/2 key points/g)).toHaveLength(2);
    });

    it('asks a follow-up on what was missed, grades its answer, and says when the question comes back', async () => {
      const ana = await harness.person('Ana');
      await ana.type('/coach practice');
      await ana.press('Answer');
      await ana.answer('A cache lowers latency because it answers from memory.');
      await ana.press('Answer the follow-up');
      await ana.answer('It takes load off the database.');
      expect(await ana.sees()).toContain('That was the missing point');
      await ana.type('/coach review');
      expect(await ana.sees()).toContain('Nothing is due for review. Next: 1 question on');
      await ana.type('/coach goal tomorrow');
      expect(await ana.sees()).toContain('There is no day "tomorrow"');
    });

    it('holds a mock interview against the clock: answers are noted, the scorecard comes at the end', async () => {
      const ana = await harness.person('Ana');
      await ana.type('/coach mock');
      expect(await ana.sees()).toMatch(/Mock interview, question 1 of 1.*The interview ends at \S*\d\d:\d\d/s);
      await ana.press('Answer');
      await ana.answer('A cache lowers latency because it answers from memory.');
      expect(await ana.sees()).toContain('Answer noted, 1 of 1');
      expect(await ana.sees()).not.toContain('50 of 100');
      await harness.restart();
      const later = await harness.person('Ana');
      await later.type('/coach mock');
      await later.press('Answer the follow-up');
      await later.answer('It takes load off the database.');
      expect(await later.sees()).toContain('Noted, 1 of 1');
      await later.press('Finish');
      expect(await later.sees()).toMatch(/Scorecard.*50 of 100 on average · 1 of 1 questions answered/s);
      expect(await later.sees()).toContain('Think about what stands behind it');
    });

    it('shows two people each other on the leaderboard', async () => {
      const [ana, bob] = [await harness.person('Ana'), await harness.person('Bob')];
      for (const person of [ana, bob]) {
        await person.type('/coach practice');
        await person.press('Answer');
      }
      await ana.answer(goodAnswer);
      await bob.answer('It takes load off the database.');
      await ana.type('/coach leaderboard week');
      await seenBy(ana, /this week/);
      const seen = await ana.sees();
      expect(seen).toMatch(/1\D+(Ana\D+100|100\D+Ana)/);
      expect(seen).toMatch(/2\D+(Bob\D+50|50\D+Bob)/);
    });

    it.each([
      ...(sendsBlankForms ? [['nothing', ' \n ', 'The answer is empty'] as const] : []),
      ['an emoji', '🚀🚀', 'The answer has no words in it'] as const,
      ...(longestAnswer === undefined ? [['100 KB', 'word '.repeat(20_000), 'the limit is 4,000'] as const] : []),
    ])('refuses %s as an answer in one clear sentence, and takes the next try', async (_what, text, reason) => {
      const ana = await harness.person('Ana');
      await ana.type('/coach practice');
      await ana.press('Answer');
      await ana.answer(text);
      expect(await ana.sees()).toContain(reason);
      await ana.answer(goodAnswer);
      expect(await ana.sees()).toContain('100 of 100');
    });

    if (!knowsCommands)
      it('helps whoever types something that it does not know', async () => {
        const ana = await harness.person('Ana');
        await ana.type('/coach frobnicate');
        const seen = await ana.sees();
        expect(seen).toContain('I do not know "frobnicate".');
        expect(seen).toContain('/coach practice');
      });

    it('makes nothing live of what a member types', async () => {
      const ana = await harness.person('<img src=x onerror=alert(1)>Eve');
      await ana.type('/coach practice');
      await ana.press('Answer');
      await ana.answer(
        `${goodAnswer} <script>alert(1)</script> \u001b[31mred\u0007 @everyone <!channel> [x](http://evil)`,
      );
      await ana.type('/coach leaderboard');
      expect(await ana.sees()).toContain('100 of 100');
      expect(await harness.liveMarkup()).toEqual([]);
    });

    it('counts an answer once however often it is delivered', async () => {
      const ana = await harness.person('Ana');
      await ana.type('/coach practice');
      await ana.press('Answer');
      await ana.answer(goodAnswer);
      for (let times = 0; times < 3; times += 1) await ana.redeliver();
      await ana.type('/coach stats');
      await seenBy(ana, /Answers:?\s+1\b/);
      expect(await ana.sees()).toMatch(/Points this season:?\s+100\b/);
    });

    it('shows progress, as a picture with words for it where there are pictures, to its member alone', async () => {
      const [ana, bob] = [await harness.person('Ana'), await harness.person('Bob')];
      await ana.type('/coach practice');
      await ana.press('Answer');
      await ana.answer(goodAnswer);
      await ana.type('/coach stats');
      const progress = /Your progress in 12 weeks from their Mondays: .*1 answer on 1 day|Mean score by week/;
      await seenBy(ana, progress);
      expect(await ana.sees()).toContain('Strongest key points:');
      await bob.type('/coach stats');
      await seenBy(bob, /No answers yet/);
      expect(await bob.sees()).not.toMatch(progress);
    });

    it('goes on where it was after a restart', async () => {
      const before = await harness.person('Ana');
      await before.type('/coach practice');
      await harness.restart();
      const ana = await harness.person('Ana');
      await ana.type(`/coach answer ${goodAnswer}`);
      await harness.restart();
      const later = await harness.person('Ana');
      await later.type('/coach leaderboard');
      await seenBy(later, /1\D+(Ana\D+100|100\D+Ana)/);
    });
  });
}

/** A platform on which messages are posted, and what is seen of them. */
export type PostHarness = {
  readonly chat: ChatAdapter;
  readonly workspace: string;
  /** A channel that everybody sees. */
  readonly to: Post['to'];
  /** What stands in the channel and its threads, as text. */
  sees(): Promise<string>;
  /** What stands in the thread of the message of these words, or says that it is in reply to it; without that message. */
  below(words: string): Promise<string>;
  /** The alternative texts of the pictures that are shown. */
  pictures(): Promise<readonly string[]>;
  /** Lets the platform's pace pass. */
  pause(): Promise<void>;
  /** What the platform would refuse of all that was sent. */
  faults(): readonly string[];
};

/** What holds for the posts of each platform; a harness is closed by whoever opens it. */
export function chatPostContract(
  platform: string,
  openHarness: (painting: { readonly paint: Paint }) => Promise<PostHarness>,
): void {
  describe(`a post on ${platform}`, () => {
    let number = 0;
    const say = async (harness: PostHarness, given: Partial<Post> & { readonly words?: string }): Promise<string> => {
      const { chat, workspace, to } = harness;
      number += 1;
      await harness.pause();
      return shownAt(await chat.post(postOf({ key: `post-${number}`, workspace, to, ...given })));
    };
    const alt = 'Ana has 3 points, and Bob has 2.';
    const charted: Message = { type: 'message', blocks: [pictureOf(alt)] };
    const paint: Paint = async () => tinyPng();

    it('stands below the earlier post that it belongs to, and so does its new wording', async () => {
      const harness = await openHarness({ paint });
      const thread = await say(harness, { words: 'The question' });
      await say(harness, { words: 'Another question' });
      const ref = await say(harness, { words: 'The answers', thread });
      expect(await harness.below('The question')).toContain('The answers');
      expect(await harness.below('Another question')).not.toContain('The answers');
      await harness.pause();
      const { chat, workspace, to } = harness;
      shownAt(await chat.edit(ref, postOf({ key: `post-${number}`, workspace, to, thread, words: 'Better answers' })));
      expect(await harness.below('The question')).toContain('Better answers');
      expect(await harness.sees()).not.toContain('The answers');
      expect(harness.faults()).toEqual([]);
    });

    it('is shown where the post that it belongs to is not there', async () => {
      const harness = await openHarness({ paint });
      await say(harness, { words: 'The answers', thread: 'nowhere' });
      expect(await harness.sees()).toContain('The answers');
      expect(harness.faults()).toEqual([]);
    });

    it('shows a chart as a picture with words for it', async () => {
      const harness = await openHarness({ paint });
      await say(harness, { message: charted });
      expect(await harness.pictures()).toEqual([alt]);
      expect(harness.faults()).toEqual([]);
    });

    it('says in words what a chart shows that cannot be painted', async () => {
      const harness = await openHarness({ paint: () => Promise.reject(new Error('no ink')) });
      await say(harness, { message: charted });
      expect(await harness.pictures()).toEqual([]);
      expect((await harness.sees()).split(alt)).toHaveLength(2);
      expect(harness.faults()).toEqual([]);
    });
  });
}
