import type { WebClient } from '@slack/web-api';
import type { Form, Message, Reply } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import { renderMessage } from './render-message.ts';
import { renderForm, renderMessageModal } from './render-modal.ts';
import { formatOrigin, type Surface } from './surface.ts';

/** What is needed to show a reply where the member is. */
export type Showing = {
  readonly client: WebClient;
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
    await respond(surface.responseUrl, tooLate, false);
  }
}

async function showMessage({ client, surface, triggerId }: Showing, message: Message): Promise<void> {
  switch (surface.type) {
    case 'message':
      return respond(surface.responseUrl, message, false);
    case 'home': {
      if (triggerId === undefined) throw new Error('a modal cannot be opened without a trigger');
      await client.views.open({ trigger_id: triggerId, view: messageModal(message) });
      return;
    }
    case 'modal':
      await client.views.update({ view_id: surface.viewId, view: messageModal(message) });
      return;
    case 'direct':
      throw new Error('there is no place to show the message in');
    default:
      return surface satisfies never;
  }
}

/** A modal that shows a message; what is pressed in it changes it. */
export function messageModal(message: Message): ReturnType<typeof renderMessageModal> {
  return renderMessageModal(message, '');
}

/** Shows a message through a response URL: to the member alone, in the place of what they pressed if `replace`. */
export async function respond(responseUrl: string, message: Message, replace: boolean): Promise<void> {
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...renderMessage(message), response_type: 'ephemeral', replace_original: replace }),
    signal: AbortSignal.timeout(responseTimeoutMs),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`Slack answered ${response.status} to a response URL`);
}
