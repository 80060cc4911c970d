import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CheckFailed } from '../../src/grading/checker.ts';
import { createOpenAiModel } from '../../src/grading/llm-grader.ts';
import type { Model } from '../../src/grading/llm-model.ts';
import { writePrompt } from '../../src/grading/llm-prompt.ts';
import { brainThat, nothingThere } from '../fakes/openai/brains.ts';
import { dialects } from '../fakes/openai/dialects.ts';
import { type FakeOpenAi, fakeKey, startFakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { faultNames } from '../fakes/openai/faults.ts';
import { smallPack } from '../fixtures/practice-world.ts';

const [question] = smallPack().questions;
if (!question) throw new Error('the small pack has a question');
const answer = 'It answers from memory, so the caller waits less.';
const prompt = writePrompt({ question, answer }, () => 0.3);

function modelAt(fake: FakeOpenAi, timeoutMs = 5_000): Model {
  return createOpenAiModel({ apiKey: fakeKey, baseUrl: fake.url, model: 'gpt-4.1-mini', timeoutMs });
}

/** Asks until there is a reply: a server that lacks the Responses API costs one call. */
async function askTwice(model: Model) {
  return model.ask(prompt).catch(() => model.ask(prompt));
}

describe.each(dialects)('a server that speaks as %s does', (dialect) => {
  let fake: FakeOpenAi;
  beforeAll(async () => {
    fake = await startFakeOpenAi(nothingThere, dialect);
  });
  afterEach(() => {
    expect(fake.violations).toEqual([]);
    fake.breakAll(undefined);
  });
  afterAll(() => fake.stop());

  it('is asked for findings in a strict schema at temperature 0, and its usage is counted', async () => {
    fake.think(brainThat(() => ({ finding: 'met', quote: 'answers from memory' })));
    const { content, usage } = await askTwice(modelAt(fake));
    expect(content).toMatchObject({ findings: [{ finding: 'met', quote: 'answers from memory' }, {}, {}] });
    expect(usage.inputTokens).toBeGreaterThan(200);
    expect(usage.outputTokens).toBeGreaterThan(20);
    expect(fake.calls.at(-1)?.asked.answer).toBe(answer);
    expect(fake.calls.at(-1)?.path).toBe(dialect === 'openai' || dialect === 'vllm' ? 'responses' : 'chat/completions');
  });

  it.each(faultNames)('and goes wrong by %s ends in a CheckFailed after one request', async (fault) => {
    const model = modelAt(fake, 400);
    await askTwice(model);
    fake.breakAll(fault);
    const before = fake.requests.length;
    const startedAt = performance.now();
    const failure = await model.ask(prompt).catch((error: unknown) => error);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    expect(fake.requests.length - before).toBe(1);
    if (!(failure instanceof CheckFailed)) throw new Error(`no CheckFailed: ${String(failure)}`);
    expect(failure.retryAfterMs).toBe(fault === '429' ? 120_000 : 0);
    expect(failure.code).toBe(
      ['429', '500', 'hang', 'reset', 'truncated-json', 'huge', 'drip'].includes(fault) ? 'unavailable' : 'untrusted',
    );
    expect(`${failure.message} ${failure.stack} ${String(failure.cause)}`).not.toMatch(/sk-fake|memory/);
  });
});

describe('a server', () => {
  it('without a Responses API is asked there once, and over Chat Completions from then on', async () => {
    const fake = await startFakeOpenAi(nothingThere, 'ollama');
    const model = modelAt(fake);
    await expect(model.ask(prompt)).rejects.toMatchObject({ code: 'unavailable', costMicros: 0 });
    await model.ask(prompt);
    await model.ask(prompt);
    expect(fake.requests).toEqual(['responses', 'chat/completions', 'chat/completions']);
    await fake.stop();
  });

  it('that does not take the key is not asked again by itself, and its words, which repeat the key, are left out', async () => {
    const fake = await startFakeOpenAi(nothingThere, 'openai');
    const model = createOpenAiModel({ apiKey: 'sk-wrong-key', baseUrl: fake.url, model: 'gpt-4.1-mini' });
    const failure = await model.ask(prompt).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'refused', message: "the model's server answered 401", costMicros: 0 });
    expect(fake.requests).toHaveLength(1);
    await fake.stop();
  });

  it('that is not there costs nothing', async () => {
    const gone = await startFakeOpenAi(nothingThere);
    await gone.stop();
    const model = createOpenAiModel({ apiKey: 'k', baseUrl: gone.url, model: 'm' });
    await expect(model.ask(prompt)).rejects.toMatchObject({ code: 'unavailable', costMicros: 0 });
  });

  it('that sends the call on to another address is not followed', async () => {
    const fake = await startFakeOpenAi(nothingThere, 'openai');
    const { createServer } = await import('node:http');
    const sender = createServer((_, response) => response.writeHead(307, { location: `${fake.url}/responses` }).end());
    await new Promise<void>((resolve) => sender.listen(0, '127.0.0.1', resolve));
    const address = sender.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const model = createOpenAiModel({ apiKey: fakeKey, baseUrl: `http://127.0.0.1:${port}/v1`, model: 'm' });
    await expect(model.ask(prompt)).rejects.toMatchObject({ code: 'unavailable' });
    expect(fake.requests).toEqual([]);
    sender.close();
    await fake.stop();
  });
});
