import { describe, expect, it } from 'vitest';
import { createVisitor, goodAnswer, openedForm, useSite, type Visitor } from './site.ts';

const site = useSite();

/** Presses Answer under the daily question and submits, as the page's script does. */
async function answerDaily(visitor: Visitor, text: string): Promise<void> {
  const form = openedForm(await visitor.post(await visitor.formOf('#channel', 'Answer')));
  expect(await visitor.post({ ...form, 'field.answer': text })).toEqual({ status: 200, body: { form: null } });
}

/** Reads the channel until the delivery has brought what a test waits for. */
function channelOf(visitor: Visitor) {
  return expect.poll(() => visitor.reads('#channel'), { interval: 10, timeout: 5_000 });
}

describe('the daily question on the local page', () => {
  it('is there for a newcomer, without an answer', async () => {
    const channel = await createVisitor(site.url(), 'Ana').reads('#channel');
    expect(channel).toContain('Question of the day');
    expect(channel).toContain('What does a cache buy you?');
    expect(channel).toContain('Nobody has answered yet · answers are private');
    expect(channel).not.toContain('latency');
  });

  it('is answered in a form, and the result is in the private thread only', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    await answerDaily(ana, goodAnswer);
    await channelOf(ana).toContain('1 person has answered');
    const thread = await ana.reads('#thread');
    expect(thread).toContain('Strong answer');
    expect(thread).toContain('100 of 100');
    expect(thread).toContain(goodAnswer);
    for (const channel of [await ana.reads('#channel'), await bob.reads('#channel')]) {
      expect(channel).toContain('1 person has answered');
      expect(channel).not.toMatch(/Ana|answers from memory|Strong answer/);
    }
    expect(await bob.reads('#thread')).not.toContain('answers from memory');
  });

  it('counts people, not answers', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    await answerDaily(ana, 'It takes load off the database.');
    await answerDaily(ana, goodAnswer);
    await channelOf(bob).toContain('1 person has answered');
    await answerDaily(bob, goodAnswer);
    await channelOf(ana).toContain('2 people have answered');
    expect((await ana.reads('#home')).match(/Answers 2/)).not.toBeNull();
  });

  it('earns what it adds to the best answer so far', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    await answerDaily(ana, 'It takes load off the database.');
    expect(await ana.reads('#thread')).toContain('50 points earned, 50 this season');
    await answerDaily(ana, goodAnswer);
    expect(await ana.reads('#thread')).toContain('50 points earned, 100 this season');
    await answerDaily(ana, goodAnswer);
    expect(await ana.reads('#thread')).toContain('0 points earned, 100 this season');
  });

  it('is asked once for a day however often the process starts', async () => {
    await site.restart();
    await site.restart();
    const page = await createVisitor(site.url(), 'Ana').page();
    expect(page.querySelectorAll('#channel article')).toHaveLength(1);
  });

  it('goes on after a restart: the thread, the count and the form are still there', async () => {
    await answerDaily(createVisitor(site.url(), 'Ana'), goodAnswer);
    await site.restart();
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    const thread = await ana.reads('#thread');
    expect(thread).toContain(goodAnswer);
    expect(thread).toContain('100 of 100');
    await channelOf(ana).toContain('1 person has answered');
    await answerDaily(bob, goodAnswer);
    await channelOf(ana).toContain('2 people have answered');
  });
});

describe('the history of a thread', () => {
  it('shows after a restart what was said and what came of it, in that order', async () => {
    const before = createVisitor(site.url(), 'Ana');
    await before.say('/coach practice');
    await before.say(`/coach answer ${goodAnswer}`);
    await before.say('/coach hint');
    const shown = await before.reads('#thread');
    await site.restart();
    const ana = createVisitor(site.url(), 'Ana');
    expect(await ana.reads('#thread')).toBe(shown);
    const authors = (await ana.page()).querySelectorAll('#thread article').map((entry) => entry.getAttribute('class'));
    expect(authors).toEqual(['member', 'coach', 'member', 'coach', 'member', 'coach']);
  });

  it('belongs to the name in any case', async () => {
    await createVisitor(site.url(), 'Ana Böhm').say('/coach practice');
    expect(await createVisitor(site.url(), 'ANA  BÖHM').reads('#thread')).toContain('2 key points');
  });
});
