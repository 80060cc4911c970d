import { type Command, parseBoard, parseCommand } from '../domain/command.ts';
import { clip } from '../domain/display.ts';
import type { ActionName, MemberAction } from '../domain/interaction.ts';
import { roleFor } from '../domain/permissions.ts';
import type { Reply } from '../reply/reply.ts';
import { adminsOnly, helpView } from '../reply/views/help.ts';
import { homeView } from '../reply/views/home.ts';
import { findSession } from '../store/sessions.ts';
import { countOpenSuggestions } from '../store/suggestions.ts';
import {
  findFollowUpTask,
  findOpenTask,
  findTask,
  isInMock,
  noFollowUp,
  noHelp,
  noTask,
  openAnswerForm,
  showModelAnswer,
  type Task,
  takeAnswer,
} from './answers.ts';
import type { Context } from './context.ts';
import { openDetails, saveDetails } from './daily-details.ts';
import { openDecision, takeDecision } from './decide-dispute.ts';
import { approve, decline, openApproval, openDecline, showSuggestions } from './decide-suggestion.ts';
import { showDisputes } from './dispute-queue.ts';
import { openDispute, takeDispute } from './disputes.ts';
import { seasonBoard, showLeaderboard } from './leaderboard.ts';
import { openKeepPhrase, takePhrase } from './learn-phrase.ts';
import { interview, interviewAgain } from './mock.ts';
import { homeInMock, nextInMock, nextInOpenMock, showOpenMock, stopMock } from './mock-questions.ts';
import { openEdit, retireQuestion, takeEdit } from './own-pack.ts';
import { packs, pressPreview, pressSwitch, showPacks } from './packs.ts';
import { giveHint, practise, practiseNext, repeatQuestion } from './practice.ts';
import { changeHidden, showPrivacy } from './privacy.ts';
import { setReminders } from './reminders.ts';
import { openPlan, savePlan, setGoal } from './review-plan.ts';
import { review } from './reviews.ts';
import { cancelSeason, defineSeason, showPastSeasons, showSeason } from './seasons.ts';
import { openSetup, postTest, saveSetup } from './setup.ts';
import { shareResult } from './share.ts';
import { showStats, statsOf } from './stats.ts';
import { suggest, takeSuggestion } from './suggestions.ts';
import type { Taken } from './taken.ts';
import { askForWeb } from './web-link.ts';

type Submission = Extract<MemberAction, { type: 'submit' }>;

/** Decides what comes of an action, and writes it. */
export async function decide(
  context: Context,
  action: Exclude<MemberAction, { type: 'home' | 'page' }>,
): Promise<Taken> {
  if (roleFor(action) === 'admin' && context.actor.role !== 'admin') return { type: 'reply', reply: adminsOnly };
  switch (action.type) {
    case 'command':
      return run(context, parseCommand(action.text));
    case 'message':
      return {
        type: 'reply',
        reply: (await repeatQuestion(context)) ?? (await showOpenMock(context)) ?? help(context),
      };
    case 'press':
      return { type: 'reply', reply: await press(context, action.action, action.value) };
    case 'submit':
      return submit(context, action);
    default:
      return action satisfies never;
  }
}

async function submit(context: Context, { form, value, fields }: Submission): Promise<Taken> {
  switch (form) {
    case 'answer': {
      const task = await findTask(context, value);
      return task ? takeAnswer(context, task, fields.answer?.[0] ?? '') : { type: 'reply', reply: noTask };
    }
    case 'dispute':
      return { type: 'reply', reply: await takeDispute(context, value, fields) };
    case 'review-plan':
      return { type: 'reply', reply: await savePlan(context, fields) };
    case 'setup':
      return { type: 'reply', reply: await saveSetup(context, fields) };
    case 'daily-details':
      return { type: 'reply', reply: await saveDetails(context, value, fields) };
    case 'accept':
    case 'reject':
      return { type: 'reply', reply: await takeDecision(context, { outcome: outcomes[form], value, fields }) };
    case 'keep-phrase':
      return { type: 'reply', reply: await takePhrase(context, value, fields) };
    case 'suggest':
      return { type: 'reply', reply: await takeSuggestion(context, fields) };
    case 'approve':
      return { type: 'reply', reply: await approve(context, value, fields) };
    case 'decline':
      return { type: 'reply', reply: await decline(context, value, fields) };
    case 'edit-question':
      return { type: 'reply', reply: await takeEdit(context, value, fields) };
    default:
      return form satisfies never;
  }
}

const outcomes = { accept: 'accepted', reject: 'rejected' } as const;

async function run(context: Context, command: Command): Promise<Taken> {
  if ((command.type === 'answer' || command.type === 'follow-up') && command.text.trim() !== '') {
    const followUp = command.type === 'follow-up';
    const task = await (followUp ? findFollowUpTask(context) : findOpenTask(context));
    if (task) return takeAnswer(context, task, command.text);
    return { type: 'reply', reply: followUp ? noFollowUp : noTask };
  }
  return command.type === 'web' ? askForWeb(context) : { type: 'reply', reply: await replyTo(context, command) };
}

async function replyTo(context: Context, command: Exclude<Command, { type: 'web' }>): Promise<Reply> {
  switch (command.type) {
    case 'practice':
      return practise(context, command.topic, command.level);
    case 'answer':
      return withTask(context, await findOpenTask(context), openAnswerForm);
    case 'follow-up': {
      const task = await findFollowUpTask(context);
      return task ? openAnswerForm(context, task) : noFollowUp;
    }
    case 'hint':
      return hint(context, await findOpenTask(context));
    case 'show-answer':
      return withTask(context, await findOpenTask(context), showModelAnswer);
    case 'next':
      return typedNext(context);
    case 'leaderboard':
      return showLeaderboard(context, command);
    case 'season':
      return command.past ? showPastSeasons(context) : showSeason(context);
    case 'define-season':
      return defineSeason(context, command.draft);
    case 'cancel-season':
      return cancelSeason(context, command.season);
    case 'privacy':
      return showPrivacy(context);
    case 'stats':
      return showStats(context);
    case 'remind':
      return setReminders(context, command.on);
    case 'review':
      return review(context);
    case 'goal':
      return setGoal(context, command.day);
    case 'mock':
      return interview(context, command);
    case 'setup':
      return openSetup(context);
    case 'disputes':
      return showDisputes(context);
    case 'packs':
      return packs(context, command);
    case 'suggest':
      return suggest(context, command.words);
    case 'suggestions':
      return showSuggestions(context);
    case 'help':
      return help(context);
    case 'unknown':
      return notKnown(context, command.text);
    default:
      return command satisfies never;
  }
}

async function press(context: Context, action: ActionName, value: string): Promise<Reply> {
  switch (action) {
    case 'leaderboard':
      return pressedBoard(context, value);
    case 'season':
      return value === 'list' ? showPastSeasons(context) : showSeason(context);
    case 'hide-me':
      return changeHidden(context, true);
    case 'show-me':
      return changeHidden(context, false);
    case 'practice':
      return practise(context, '', undefined);
    case 'privacy':
      return showPrivacy(context);
    case 'stats':
      return showStats(context);
    case 'setup':
      return openSetup(context, value);
    case 'help':
      return help(context);
    case 'next':
      return practiseNext(context);
    case 'answer':
      return withTask(context, await findTask(context, value), openAnswerForm);
    case 'hint':
      return hint(context, await findTask(context, value));
    case 'show-answer':
      return withTask(context, await findTask(context, value), showModelAnswer);
    case 'review':
      return review(context, { more: value === 'more' });
    case 'review-plan':
      return openPlan(context);
    case 'mock':
      return interviewAgain(context, value);
    case 'mock-next':
      return nextInMock(context, value);
    case 'mock-stop':
      return stopMock(context, value);
    case 'share':
      return shareResult(context, value);
    case 'dispute':
      return openDispute(context, value);
    case 'test-post':
      return postTest(context, value);
    case 'daily-details':
      return openDetails(context, value);
    case 'remind-on':
      return setReminders(context, true, value);
    case 'remind-off':
      return setReminders(context, false, value);
    case 'disputes':
      return showDisputes(context, value);
    case 'accept':
    case 'reject':
      return openDecision(context, outcomes[action], value);
    case 'keep-phrase':
      return openKeepPhrase(context, value);
    case 'packs':
      return showPacks(context, { page: Number(value) });
    case 'pack-on':
    case 'pack-off':
      return pressSwitch(context, value, action === 'pack-on');
    case 'pack-preview':
      return pressPreview(context, value);
    case 'suggest':
      return suggest(context, '');
    case 'suggestions':
      return showSuggestions(context, value);
    case 'approve':
      return openApproval(context, value);
    case 'decline':
      return openDecline(context, value);
    case 'edit-question':
      return openEdit(context, value);
    case 'retire':
      return retireQuestion(context, value);
    default:
      return action satisfies never;
  }
}

async function pressedBoard(context: Context, value: string): Promise<Reply> {
  const command = parseBoard(value);
  return command ? showLeaderboard(context, command) : notKnown(context, `leaderboard ${value}`);
}

/** The next question of what the member is at: their practice, or else their interview. */
async function typedNext(context: Context): Promise<Reply> {
  const { tx, workspace, member } = context;
  const session = await findSession(tx, workspace.id, { memberId: member.id });
  return (session ? undefined : await nextInOpenMock(context)) ?? practiseNext(context);
}

async function withTask(
  context: Context,
  task: Task | undefined,
  work: (context: Context, task: Task) => Promise<Reply>,
): Promise<Reply> {
  return task ? work(context, task) : noTask;
}

async function hint(context: Context, task: Task | undefined): Promise<Reply> {
  if (task && (await isInMock(context, task))) return noHelp;
  if (task?.target.type !== 'session') return noTask;
  const { tx, workspace, member } = context;
  const session = await findSession(tx, workspace.id, { memberId: member.id, sessionId: task.target.sessionId });
  return session ? giveHint(context, session) : noTask;
}

function help({ deps, platform }: Context, notUnderstood?: string): Reply {
  return helpView(platform, deps.offer.topics(), notUnderstood);
}

function notKnown(context: Context, text: string): Reply {
  return help(context, `I do not know "${clip(text, 80)}".`);
}

/** The overview of a member; while an interview goes on, without anything that would tell what its answers were worth. */
export async function home(context: Context): Promise<Reply> {
  const running = await homeInMock(context);
  if (running) return running;
  const settings = context.actor.role === 'admin';
  const suggestions = settings ? await countOpenSuggestions(context.tx, context.workspace.id) : 0;
  return homeView({ board: await seasonBoard(context), stats: await statsOf(context), settings, suggestions });
}
