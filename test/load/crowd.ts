import { randomUUID } from 'node:crypto';
import type { Question } from '../../src/domain/question.ts';
import type { Catalog } from '../../src/knowledge/catalog.ts';
import type { TimedSlack } from '../bench/timed-slack.ts';
import { createVisitor, formHeaders, openedForm, sendRaw } from '../chat/local/site.ts';
import type { Guild } from '../fakes/discord/guild.ts';

/** Somebody with the form of a question open before them. */
export type Poised = {
  readonly question: Question;
  /** Sends an answer; done when it is acknowledged. */
  answer(text: string): Promise<unknown>;
};

/** A question that a member asks for, and whose form they open, on one platform. */
export type Seat = (name: string) => Promise<Poised>;

export function slackSeat({ workspace }: TimedSlack, catalog: Catalog): Seat {
  return async (name) => {
    const member = workspace.member(name);
    await member.slash('/coach practice');
    await member.click('Answer');
    // Filling nothing in waits for the form.
    await member.fill({});
    return {
      question: questionIn(member.modal()?.text ?? '', catalog),
      answer: (text) => member.submit({ answer: text }),
    };
  };
}

export function discordSeat(guild: Guild, catalog: Catalog): Seat {
  return async (name) => {
    const member = guild.member(name);
    await member.slash('/coach practice');
    const question = questionIn(member.sees(), catalog);
    await member.click('Answer');
    return { question, answer: (text) => member.submit({ answer: text }) };
  };
}

export function pageSeat(url: string, catalog: Catalog): Seat {
  return async (name) => {
    const visitor = createVisitor(url, name);
    await visitor.say('/coach practice');
    const question = questionIn(await visitor.reads('#thread'), catalog);
    const fields = openedForm(await visitor.post(await visitor.formOf('#thread', 'Answer')));
    return {
      question,
      answer: async (text) => {
        const body = new URLSearchParams({ delivery: randomUUID(), ...fields, 'field.answer': text }).toString();
        // On a connection of its own: one that was idle may be closed at that moment.
        const sent = { method: 'POST', path: `${visitor.path}/act`, headers: formHeaders(url), body };
        const { status } = await sendRaw(url, sent);
        if (status !== 303) throw new Error(`the page said ${status}`);
      },
    };
  };
}

function questionIn(shown: string, catalog: Catalog): Question {
  const words = shown.replaceAll(/\s+/g, ' ');
  const question = catalog
    .packs()
    .flatMap(({ questions }) => questions)
    .find(({ text }) => words.includes(text));
  if (!question) throw new Error(`no question is shown: ${shown}`);
  return question;
}
