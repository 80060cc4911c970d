import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Form, Message, Reply } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import { errorCodeOf } from './client.ts';
import type { Pictures } from './pictures.ts';
import { renderMessage, type SlackMessage } from './render-message.ts';
import { renderForm, renderMessageModal } from './render-modal.ts';
import { formatOrigin, type Surface } from './surface.ts';

/** What is needed to show a reply where the member is. */
export type Showing = {
  readonly client: WebClient;
  readonly pictures: Pictures;
  readonly surface: Surface;
  /** Lets one modal be opened, for three seconds; none after a modal was sent. */
  readonly triggerId?: string | undefined;
  readonly channel?: string | undefined;
};

const responseTimeoutMs = 5_000;

/** What is said when a form could not be opened. */
export const tooLate = noticeView('Slack did not open the form in time: press the button again.');

/** Shows a reply where the member is. Throws when Slack does not take it, or nobody knows whether it did. */
export function show(showing: Showing, reply: Reply): Promise<void> {
  return reply.type === 'form' ? openForm(showing, reply) : showMessage(showing, reply);
}

async function openForm(showing: Showing, form: Form): Promise<void> {
  const { client, surface, triggerId, channel } = showing;
  const origin = { value: form.value, surface, ...(channel !== undefined && { channel }) };
  const view = renderForm(form, formatOrigin(origin));
  if (surface.type === 'modal') return void (await client.views.update({ view_id: surface.viewId, view }));
  if (triggerId === undefined) return showMessage(showing, tooLate);
  try {
    await client.views.open({ trigger_id: triggerId, view });
  } catch (error) {
    if (surface.type !== 'message') throw error;
    await respond(surface.responseUrl, renderMessage(tooLate), false);
  }
}

async function showMessage(showing: Showing, message: Message): Promise<void> {
  const { client, pictures, surface, triggerId } = showing;
  switch (surface.type) {
    case 'message':
      return pictures.send(client, message, (files) =>
        respond(surface.responseUrl, renderMessage(message, files), false),
      );
    case 'home': {
      if (triggerId === undefined) throw new Error('a modal cannot be opened without a trigger');
      const { view } = await client.views.open({ trigger_id: triggerId, view: messageModal(message) });
      return illustrate(showing, message, view);
    }
    case 'modal': {
      const { view } = await client.views.update({ view_id: surface.viewId, view: messageModal(message) });
      return illustrate(showing, message, view);
    }
    case 'direct':
      throw new Error('there is no place to show the message in');
    default:
      return surface satisfies never;
  }
}

/** A modal opens at once with the words of its pictures, which come later, unless it shows something else by then. */
async function illustrate(
  { client, pictures }: Showing,
  message: Message,
  view: { readonly id?: string; readonly hash?: string } | undefined,
): Promise<void> {
  const { id, hash } = view ?? {};
  if (id === undefined || hash === undefined) return;
  await pictures.addTo(client, message, async (files) => {
    const view = renderMessageModal(message, '', files);
    await client.views.update({ view_id: id, hash, view }).catch(ignoreIfGone);
  });
}

/** The member has closed the modal, or gone on in it. */
function ignoreIfGone(error: unknown): void {
  const gone: readonly unknown[] = ['hash_conflict', 'not_found'];
  if (!gone.includes(errorCodeOf(error))) throw error;
}

/** A modal that shows a message; what is pressed in it changes it. */
export function messageModal(message: Message): ReturnType<typeof renderMessageModal> {
  return renderMessageModal(message, '');
}

/** What Slack said to a response URL. */
class ResponseError extends Error {
  readonly data: { readonly error: string };
  constructor(status: number, error: string) {
    super(`Slack answered ${status} to a response URL`);
    this.data = { error };
  }
}

const refused = z.object({ error: z.string() });

/** Shows a message through a response URL: to the member alone, in the place of what they pressed if `replace`. */
export async function respond(responseUrl: string, message: SlackMessage, replace: boolean): Promise<void> {
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: replace }),
    signal: AbortSignal.timeout(responseTimeoutMs),
    redirect: 'error',
  });
  if (response.ok) return;
  const told = refused.safeParse(await response.json().catch(() => undefined)).data;
  throw new ResponseError(response.status, told?.error ?? '');
}
