import { next, SlackApiError, type World } from './world.ts';

type Trigger = { readonly member: string; readonly madeAt: number; used: boolean };

/** What a payload lets the app do for a moment: open a view (3 s, once). */
export type Triggers = {
  /** Gives a trigger for a member. */
  issue(member: string): string;
  /** Takes a trigger and says whose it was; throws what Slack answers when it is spent. */
  exchange(trigger: string): string;
};

const triggerLife = 3000;

/** The triggers of one Slack. */
export function createTriggers(world: World): Triggers {
  const triggers = new Map<string, Trigger>();
  return {
    issue(member) {
      const id = `${next(world, 'trigger')}.13.trigger`;
      triggers.set(id, { member, madeAt: world.now(), used: false });
      return id;
    },
    exchange(id) {
      const trigger = triggers.get(id);
      if (!trigger) throw new SlackApiError('invalid_trigger_id');
      if (trigger.used) throw new SlackApiError('exchanged_trigger_id');
      if (world.now() - trigger.madeAt > triggerLife) throw new SlackApiError('expired_trigger_id');
      trigger.used = true;
      return trigger.member;
    },
  };
}

/** Where a response_url leads. */
export type ResponseTarget = {
  readonly workspace: string;
  readonly channel: string;
  readonly member: string;
  /** The message that holds what was pressed, when there is one. */
  readonly origin?: { readonly ts: string };
};

/** The response_urls of one Slack. */
export type ResponseUrls = {
  issue(kind: 'commands' | 'actions' | 'app', target: ResponseTarget): string;
  /** Where a path leads; throws `used_url`, `expired_url` or `no_service`. */
  open(path: string): ResponseTarget;
  /** Counts one use of a path. */
  spend(path: string): void;
};

const urlLife = 30 * 60_000;
const urlUses = 5;

/** Gives response_urls out and takes them back. */
export function createResponseUrls(world: World): ResponseUrls {
  const urls = new Map<string, { readonly target: ResponseTarget; readonly madeAt: number; uses: number }>();
  return {
    issue(kind, target) {
      const path = `/${kind}/${target.workspace}/${next(world, 'url')}/secret`;
      urls.set(path, { target, madeAt: world.now(), uses: 0 });
      return `${world.baseUrl}${path}`;
    },
    open(path) {
      const url = urls.get(path);
      if (!url) throw new SlackApiError('no_service');
      if (url.uses >= urlUses) throw new SlackApiError('used_url');
      if (world.now() - url.madeAt > urlLife) throw new SlackApiError('expired_url');
      return url.target;
    },
    spend(path) {
      const url = urls.get(path);
      if (url) url.uses += 1;
    },
  };
}
