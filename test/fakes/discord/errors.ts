import type { Json } from '../slack/json.ts';
import type { World } from './world.ts';

/** The error codes that this fake knows, each with its HTTP status and message. */
export const errorCodes = {
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30032: [400, 'Maximum number of application commands reached (100).'],
  40001: [401, 'Unauthorized'],
  40002: [403, 'You need to verify your account in order to perform this action.'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160006: [400, 'Maximum number of active threads reached'],
} as const;

/** A code that this fake can answer with. */
export type ErrorCode = keyof typeof errorCodes;

/** What is wrong at one place of a body. */
export type FormProblem = {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
};

/** An answer of Discord that is no success. */
export class DiscordError extends Error {
  readonly status: number;
  readonly body: Json;
  readonly code: number;
  constructor(status: number, body: Json) {
    super(String(body.message));
    this.status = status;
    this.body = body;
    this.code = Number(body.code);
  }
}

/** The error of a code. */
export function refuse(code: ErrorCode): DiscordError {
  const [status, message] = errorCodes[code];
  return new DiscordError(status, { message, code });
}

/** The answer to a wrong token. */
export function unauthorized(): DiscordError {
  return new DiscordError(401, { message: '401: Unauthorized', code: 0 });
}

type Tree = { [key: string]: Tree | Json[] };

function tree(problems: readonly FormProblem[]): Tree {
  const root: Tree = {};
  for (const { path, code, message } of problems) {
    let at = root;
    for (const key of path.map(String)) {
      const below = at[key];
      const branch: Tree = below === undefined || Array.isArray(below) ? {} : below;
      at[key] = branch;
      at = branch;
    }
    const known = at._errors;
    at._errors = [...(Array.isArray(known) ? known : []), { code, message }];
  }
  return root;
}

/** Refuses a body whose shape is wrong, and writes that down for the tests. */
export function invalidForm(world: World, where: string, problems: readonly FormProblem[]): DiscordError {
  world.violations.push(...problems.map(({ path, message }) => `${where}: ${path.join('.') || 'body'}: ${message}`));
  return new DiscordError(400, { message: 'Invalid Form Body', code: 50_035, errors: tree(problems) });
}

/** Refuses something that an app should never do, and writes it down. */
export function misuse(world: World, where: string, code: ErrorCode): DiscordError {
  world.violations.push(`${where}: ${errorCodes[code][1]}`);
  return refuse(code);
}
