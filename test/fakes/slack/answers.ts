import type { ResponseTarget } from './capabilities.ts';
import type { Answer } from './delivery.ts';
import { isJson, type Json, obj, str } from './json.ts';
import { respond } from './response-url.ts';
import { closeModal, pushModal, updateView } from './views.ts';
import { changed, type MemberRecord, SlackApiError, type ViewRecord, violation, type World } from './world.ts';

const trouble = 'We had some trouble connecting. Try again?';

function problem(world: World, member: MemberRecord, text: string): void {
  member.problems.push(text);
  changed(world);
}

/** Shows what the app answered to a slash command. */
export function showCommandAnswer(
  world: World,
  member: MemberRecord,
  at: { readonly target: ResponseTarget; readonly command: string },
  answer: Answer,
): void {
  const failed = (code: string) => problem(world, member, `${at.command} failed with the error "${code}"`);
  if (answer.type === 'failed') {
    failed(answer.error);
    return;
  }
  const body = typeof answer.body === 'string' ? { text: answer.body } : obj(answer.body);
  if (Object.keys(body).length === 0 || (typeof answer.body === 'string' && answer.body === '')) return;
  try {
    respond(world, `ack of ${at.command}`, at.target, body);
  } catch (error) {
    if (!(error instanceof SlackApiError)) throw error;
    failed(error.code);
  }
}

/** Shows what came of a press: nothing, unless the app did not take it. */
export function showPressAnswer(world: World, member: MemberRecord, label: string, answer: Answer): void {
  if (answer.type === 'answered') return;
  const { error, status } = answer;
  const why = status ? `This app responded with status code ${status}` : 'Apps need to respond within 3 seconds';
  problem(world, member, `"${label}" failed with the error "${error}". ${why}.`);
}

function showErrors(world: World, member: MemberRecord, view: ViewRecord, errors: Json): void {
  const inputs = new Map(
    view.blocks.filter((block) => block.type === 'input').map((block) => [str(block.block_id), block]),
  );
  const wrong = Object.entries(errors).filter(
    ([id, text]) => !inputs.has(id) || typeof text !== 'string' || text === '',
  );
  if (wrong.length > 0 || Object.keys(errors).length === 0)
    throw violation(world, 'response_action errors', 'invalid_arguments', [
      `no input block: ${JSON.stringify(errors)}`,
    ]);
  view.errors = Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, str(text)]));
  for (const [id, text] of Object.entries(view.errors))
    problem(world, member, `${str(obj(inputs.get(id)?.label).text)}: ${text}`);
}

function actOn(world: World, member: MemberRecord, view: ViewRecord, body: unknown): unknown {
  const where = 'ack of view_submission';
  const empty = body === undefined || body === null || body === '' || (isJson(body) && Object.keys(body).length === 0);
  if (empty) {
    member.modals = member.modals.filter((each) => each !== view);
    return changed(world);
  }
  const action = obj(body);
  switch (action.response_action) {
    case 'clear':
      return closeModal(world, member, true);
    case 'errors':
      return showErrors(world, member, view, obj(action.errors));
    case 'update':
      return updateView(world, where, view, action.view);
    case 'push':
      return pushModal(world, where, member, action.view);
    default:
      throw violation(world, where, 'invalid_arguments', [`not an answer to a submission: ${JSON.stringify(body)}`]);
  }
}

/** Does what the app answered to a submitted modal, if it is still open. */
export function showSubmissionAnswer(world: World, member: MemberRecord, view: ViewRecord, answer: Answer): void {
  if (!member.modals.includes(view)) return;
  if (answer.type === 'failed') {
    problem(world, member, `${trouble} (${answer.error})`);
    return;
  }
  try {
    actOn(world, member, view, answer.body);
  } catch (error) {
    if (!(error instanceof SlackApiError)) throw error;
    problem(world, member, `${trouble} (${error.code})`);
  }
}
