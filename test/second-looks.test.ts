import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../src/app.ts';
import type { LlmConfig } from '../src/ops/llm-config.ts';
import { createLog } from '../src/ops/log.ts';
import { openDiscordSite } from './chat/discord/discord-site.ts';
import { createVisitor } from './chat/local/site.ts';
import { openSlackSite } from './chat/slack/slack-site.ts';
import { brainThat, nothingThere } from './fakes/openai/brains.ts';
import { type FakeOpenAi, fakeKey, startFakeOpenAi } from './fakes/openai/fake-openai.ts';
import { createScratch } from './fixtures/scratch.ts';

/** Nothing of it is sure offline; a model may find the second key point in it, of which our own code confirms half. */
const doubtful = 'The database is asked less often.';
const before = '0 of 100 · 0 of 2 key points covered';
const after = '25 of 100 · 0 of 2 key points covered';
const checking = 'Checking 1 point: gpt-4.1-mini takes a second look.';
const checked = '1 point was checked by gpt-4.1-mini, which changed the grade.';
const stands = '1 point was checked by gpt-4.1-mini: the grade stands.';

const good = 'Lower latency from memory. Less database load.';
const findsIt = brainThat((text) => {
  if (text.includes('database')) return { finding: 'met', quote: doubtful };
  return text.includes('latency') ? { finding: 'met', quote: 'Lower latency from memory' } : undefined;
});

let model: FakeOpenAi;
let llm: LlmConfig;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  model = await startFakeOpenAi(findsIt);
  llm = {
    apiKey: fakeKey,
    baseUrl: model.url,
    model: 'gpt-4.1-mini',
    price: { input: 0.4, output: 1.6 },
    dailyBudgetUsd: 1,
    dailyChecks: { member: 50, workspace: 500 },
  };
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await model.stop();
  expect(model.violations).toEqual([]);
});

/** A second look begins a moment after the reply. */
async function eventually(member: { sees(): string }, text: string | RegExp): Promise<void> {
  await expect.poll(() => member.sees(), { timeout: 10_000 }).toMatch(text instanceof RegExp ? text : asPattern(text));
}

const asPattern = (text: string) => new RegExp(text.replaceAll(/[().]/g, String.raw`\$&`));

async function onSlack() {
  const site = await openSlackSite('socket', { llm });
  closing.push(async () => {
    await site.close();
    expect([site.slack.violations, site.logged]).toEqual([[], []]);
  });
  return site;
}

describe('a member whose answer is in doubt', () => {
  it('sees the card change where it stands, on Slack', async () => {
    const { workspace } = await onSlack();
    const ana = workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.click('Answer');
    await ana.submit({ answer: doubtful });
    await ana.waitFor(checking);
    expect(ana.sees()).toContain(before);
    await eventually(ana, checked);
    expect(ana.sees()).toContain(after);
    expect(ana.sees()).not.toContain(checking);
    expect(ana.sees().match(/Graded by/g)).toHaveLength(1);
    expect(model.calls).toHaveLength(1);
    // The card is as good as the first one.
    await ana.click('Try again');
    await ana.submit({ answer: 'A cache lowers latency because it answers from memory.' });
    await ana.waitFor('50 of 100');
  });

  it('keeps the later card on Slack when an earlier answer is checked after it was shown', async () => {
    const { workspace } = await onSlack();
    const ana = workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.click('Answer');
    await ana.submit({ answer: doubtful });
    await ana.waitFor(checking);
    await ana.click('Try again');
    await ana.submit({ answer: good });
    await ana.waitFor('100 of 100');
    // The earlier one is told in private, since the later card stands in its place.
    await eventually(ana, checked);
    expect(ana.sees()).toContain('100 of 100');
    expect(ana.sees().match(/Graded by/g)).toHaveLength(2);
  });

  it('is told in private on Slack what was typed as a command, since nothing can change there', async () => {
    const { workspace } = await onSlack();
    const ana = workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.slash(`/coach answer ${doubtful}`);
    await ana.waitFor(checking);
    await ana.in('dm');
    await eventually(ana, checked);
  });

  it('sees the card change where it stands, on Discord', async () => {
    const site = await openDiscordSite({ llm });
    closing.push(async () => {
      await site.close();
      expect([site.discord.violations, site.logged]).toEqual([[], []]);
    });
    const ana = site.guild.member('Ana');
    await ana.slash('/coach practice');
    await ana.click('Answer');
    await ana.submit({ answer: doubtful });
    await ana.waitFor(/Checking 1 point/);
    await eventually(ana, /1 point was checked by .*which changed the grade/);
    expect(ana.sees()).not.toContain('Checking 1 point');
    expect(ana.sees().match(/Graded by/g)).toHaveLength(1);
    await ana.click('Try again');
  });

  it('sees the card change where it stands, on the local page', async () => {
    const scratch = await createScratch();
    const app = await startApp({ config: { ...scratch.config, llm }, log: createLog('silent') });
    closing.push(async () => {
      await app.stop();
      await scratch.remove();
    });
    const ana = createVisitor(app.url, 'Ana');
    await ana.say('/coach practice');
    await ana.say(`/coach answer ${doubtful}`);
    expect(await ana.reads('#thread')).toContain(checking);
    await expect.poll(() => ana.reads('#thread'), { timeout: 8_000 }).toContain(checked);
    const thread = await ana.reads('#thread');
    expect(thread).not.toContain(checking);
    expect(thread.match(/Graded by/g)).toHaveLength(1);
    expect(await ana.reads('#home')).toContain('25 of 100');
  });

  it('hears that the grade stands', async () => {
    model.think(nothingThere);
    const { workspace } = await onSlack();
    const ana = workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.click('Answer');
    await ana.submit({ answer: doubtful });
    await eventually(ana, stands);
    expect(ana.sees()).toContain(before);
  });
});
