import type { ChatAdapter } from '../../../src/chat/chat-adapter.ts';
import { createSlackChat } from '../../../src/chat/slack/adapter.ts';
import { botScopes } from '../../../src/chat/slack/manifest.ts';
import { createOneToken } from '../../../src/chat/slack/one-token.ts';
import { type Coach, createCoach } from '../../../src/coach/coach.ts';
import type { NewId } from '../../../src/domain/ids.ts';
import { createOfflineGrader } from '../../../src/grading/offline-grader.ts';
import { createCatalog } from '../../../src/knowledge/catalog.ts';
import { createDelivery } from '../../../src/schedule/delivery.ts';
import type { Store } from '../../../src/store/store.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import type { Workspace } from '../../fakes/slack/workspace.ts';
import { openTestStore } from '../../fixtures/databases.ts';
import { whenDone } from '../../fixtures/endings.ts';
import { smallPack } from '../../fixtures/practice-world.ts';
import { schedulerOf } from '../../fixtures/scheduler.ts';

/** The coach on a Slack of its own, over a database in memory, with one clock for both that a test moves. */
export type SlackWorld = {
  readonly slack: FakeSlack;
  readonly workspace: Workspace;
  readonly coach: Coach;
  readonly chat: ChatAdapter;
  readonly store: Store;
  readonly errors: unknown[];
  /** Sets the clock to a wall time in UTC, such as `2026-11-24T09:00`, and does what is due by then. */
  goTo(wall: string): Promise<void>;
  /** Moves the clock on, and does what is due by then. */
  pass(ms: number): Promise<void>;
};

const start = Date.parse('2026-11-23T08:00:00Z');

export async function createSlackWorld(): Promise<SlackWorld> {
  const time = { now: start };
  const clock = () => time.now;
  const slack = await createFakeSlack({ now: clock, scopes: botScopes });
  const workspace = slack.addWorkspace({ name: 'Acme' });
  const { token } = slack.install(workspace);
  const store = await openTestStore();
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  let ids = 0;
  const newId: NewId = <T>() => `id-${++ids}` as T;
  const coach = createCoach({
    store,
    catalog: createCatalog([smallPack()]),
    grader: createOfflineGrader(),
    clock,
    newId,
    random: () => 0,
    timeZone: 'UTC',
    onError,
  });
  const { adapter, rates } = createSlackChat({
    transport: { type: 'socket', appToken: slack.app.appToken },
    apiUrl: slack.apiUrl,
    tokens: createOneToken(token, slack.apiUrl),
    callTimeoutMs: 1_000,
    clock,
    sleep: async () => {},
    onError,
  });
  const delivery = createDelivery({
    store,
    chats: [adapter],
    rates: { slack: rates },
    clock,
    wakeAfter: () => {},
    onPlaceClosed: coach.tellClosed,
    onError,
  });
  const thenFlush = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    delivery.flush().catch(onError);
    return result;
  };
  await adapter.start({
    handle: (interaction) => thenFlush(coach.handle(interaction)),
    sendLater: (interaction, message) => thenFlush(coach.sendLater(interaction, message)),
    installed: (workspaceId) => coach.openWorkspace({ platform: 'slack', workspace: workspaceId }),
    topics: (workspaceId) => coach.topics({ platform: 'slack', workspace: workspaceId }),
    uninstalled: (workspaceId) => coach.closeWorkspace({ platform: 'slack', workspace: workspaceId }),
  });
  const scheduler = schedulerOf(coach, { store, clock: time, errors });
  const tick = async () => {
    await coach.resume();
    await scheduler.tick();
    await coach.purge();
    await delivery.flush();
    await slack.idle();
  };
  whenDone(async () => {
    await adapter.stop();
    await slack.close();
    await store.close();
  });
  return {
    slack,
    workspace,
    coach,
    chat: adapter,
    store,
    errors,
    goTo: async (wall) => {
      time.now = Date.parse(`${wall}:00Z`);
      await tick();
    },
    pass: async (ms) => {
      time.now += ms;
      await tick();
    },
  };
}
