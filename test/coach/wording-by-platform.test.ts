import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { asAdmin } from './admin.ts';
import { createLiteralGrader, latency } from './literal-grader.ts';
import { buttonsOf, command, fieldOf, press, read, send, submit } from './reading.ts';

type Told = { readonly help: string; readonly topics: string; readonly dispute: string; readonly testPost: string };

/** Everything that tells a person what an admin is to type, on a platform. */
async function tell(platform: string): Promise<Told> {
  const world = await createWorld({ grader: createLiteralGrader() });
  const on = { platform };
  return {
    help: read(await world.act('ann', command('help'), on)),
    topics: read(await world.act('ann', command('practice gardening'), on)),
    dispute: await dispute(world, platform),
    testPost: read(await world.act('ada', press('test-post', 'nowhere'), asAdmin(on))),
  };
}

async function dispute(world: World, platform: string): Promise<string> {
  const on = { platform };
  const asked = await world.act('ann', command('practice'), on);
  const target = buttonsOf(asked).find(({ name }) => name === 'answer')?.value ?? '';
  const result = await world.act('ann', submit(target, latency), on);
  const value = buttonsOf(result).find(({ name }) => name === 'dispute')?.value ?? '';
  const [first] = fieldOf(await world.act('ann', press('dispute', value), on), 'choice', 'keyPoint').options;
  const fields = { keyPoint: [first?.value ?? ''], reason: ['I said so.'] };
  return read(await world.act('ann', send('dispute', value, fields), on));
}

describe('what an admin is told to type', () => {
  it('is a command of its own on Discord, wherever it is spoken of', async () => {
    const told = await tell('discord');
    for (const text of [told.help, told.topics]) {
      expect(text).toContain('• /coach-admin setup: where and when');
      expect(text).toContain('• /coach-admin disputes: grades that');
      expect(text).toContain('• /coach practice [topic] [level]: get a question');
    }
    expect(told.dispute).toContain('read it with /coach-admin disputes; until');
    expect(told.testPost).toContain('start with /coach-admin setup.');
    expect(Object.values(told).join('\n')).not.toMatch(/\/coach (setup|disputes)/);
  });

  it.each(['slack', 'local'])('is /coach on %s', async (platform) => {
    const told = await tell(platform);
    for (const text of [told.help, told.topics]) {
      expect(text).toContain('• /coach setup: where and when');
      expect(text).toContain('• /coach disputes: grades that');
    }
    expect(told.dispute).toContain('read it with /coach disputes; until');
    expect(told.testPost).toContain('start with /coach setup.');
    expect(Object.values(told).join('\n')).not.toContain('coach-admin');
  });
});
