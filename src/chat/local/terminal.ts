import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { FormName, MemberAction } from '../../domain/interaction.ts';
import type { Form, Reply } from '../../reply/reply.ts';
import type { Listener } from '../chat-adapter.ts';
import { localMember, parseMember, platform, workspace } from './parse.ts';
import { renderAnsi, renderAnsiForm } from './render-ansi.ts';
import { styleFor } from './style.ts';

export type TerminalDeps = {
  readonly handle: Listener['handle'];
  readonly input: Readable;
  readonly output: Writable;
  readonly newDelivery: () => string;
};

const guide =
  'Type your answer and end it with an empty line. Or: /hint /follow-up /show /next /mock /review /leaderboard /stats /help /quit';

/**
 * A practice session in a terminal, or over a pipe: commands begin with `/`, anything else is an answer up to an empty
 * line. Ends with `/quit` or the end of the input; an answer that is under way then is still graded.
 */
export async function practiseInTerminal(
  deps: TerminalDeps,
  start: { readonly name: string; readonly wish: string },
): Promise<void> {
  const session = createSession(deps, start.name);
  await session.act({ type: 'command', text: `practice ${start.wish}` });
  session.prompt();
  const answer: string[] = [];
  const lines = createInterface({ input: deps.input, terminal: false });
  for await (const line of lines) {
    const command = answer.length === 0 ? /^\s*\/(?:coach(?:\s+|$))?(?<text>.*)$/i.exec(line)?.groups?.text : undefined;
    if (command !== undefined && /^(quit|exit|q)\s*$/i.test(command)) return lines.close();
    if (command !== undefined) await session.act({ type: 'command', text: command });
    else if (line.trim() !== '') {
      answer.push(line);
      continue;
    } else if (answer.length > 0) await session.answer(answer.splice(0).join('\n'));
    session.prompt();
  }
  if (answer.length > 0) await session.answer(answer.join('\n'));
}

type TerminalSession = {
  act(action: MemberAction): Promise<void>;
  answer(text: string): Promise<void>;
  prompt(): void;
};

function createSession({ handle, output, newDelivery }: TerminalDeps, name: string): TerminalSession {
  const member = parseMember(name) ?? localMember('me', 'Me');
  const style = styleFor(output);
  /** The form with a single text that the next answer belongs to. */
  let asking: { readonly form: FormName; readonly value: string; readonly field: string } | undefined;
  const show = (reply: Reply) => {
    asking = reply.type === 'form' ? onlyTextOf(reply) : undefined;
    const text = reply.type === 'form' ? renderAnsiForm(reply, style) : renderAnsi(reply, style);
    output.write(`\n${text}\n`);
  };
  const send = (action: MemberAction) =>
    handle({ deliveryId: `${member.id}:${newDelivery()}`, platform, workspace, member, action });
  return {
    act: async (action) => show(await send(action)),
    answer: async (text) => {
      const { form, value, field } = asking ?? {};
      const isForm = form !== undefined && value !== undefined && field !== undefined;
      show(
        await send(
          isForm
            ? { type: 'submit', form, value, fields: { [field]: [text] } }
            : { type: 'command', text: `answer ${text}` },
        ),
      );
    },
    prompt: () => void output.write(`\n${style('dim', guide)}\n> `),
  };
}

function onlyTextOf({ name, value, fields }: Form) {
  const [only, ...others] = fields;
  return only?.type === 'text' && others.length === 0 ? { form: name, value, field: only.name } : undefined;
}
