import { type Command, parseCommand } from './command.ts';
import type { ActionName, FormName, MemberAction, PageName, Role } from './interaction.ts';

const commandRoles: Readonly<Record<Command['type'], Role>> = {
  practice: 'member',
  answer: 'member',
  'follow-up': 'member',
  hint: 'member',
  'show-answer': 'member',
  next: 'member',
  leaderboard: 'member',
  season: 'member',
  'define-season': 'admin',
  'cancel-season': 'admin',
  privacy: 'member',
  stats: 'member',
  remind: 'member',
  review: 'member',
  goal: 'member',
  mock: 'member',
  help: 'member',
  web: 'member',
  setup: 'admin',
  disputes: 'admin',
  packs: 'admin',
  suggest: 'member',
  suggestions: 'admin',
  unknown: 'member',
};

const actionRoles: Readonly<Record<ActionName, Role>> = {
  practice: 'member',
  answer: 'member',
  hint: 'member',
  'show-answer': 'member',
  next: 'member',
  share: 'member',
  dispute: 'member',
  leaderboard: 'member',
  season: 'member',
  privacy: 'member',
  'hide-me': 'member',
  'show-me': 'member',
  'export-data': 'member',
  'delete-data': 'member',
  stats: 'member',
  review: 'member',
  'review-plan': 'member',
  mock: 'member',
  'mock-next': 'member',
  'mock-stop': 'member',
  help: 'member',
  setup: 'admin',
  'test-post': 'admin',
  'daily-details': 'admin',
  'remind-on': 'member',
  'remind-off': 'member',
  disputes: 'admin',
  accept: 'admin',
  reject: 'admin',
  'keep-phrase': 'admin',
  packs: 'admin',
  'pack-on': 'admin',
  'pack-off': 'admin',
  'pack-preview': 'admin',
  suggest: 'member',
  suggestions: 'admin',
  approve: 'admin',
  decline: 'admin',
  'edit-question': 'admin',
  retire: 'admin',
};

const formRoles: Readonly<Record<FormName, Role>> = {
  answer: 'member',
  dispute: 'member',
  'review-plan': 'member',
  setup: 'admin',
  'daily-details': 'admin',
  accept: 'admin',
  reject: 'admin',
  'keep-phrase': 'admin',
  suggest: 'member',
  approve: 'admin',
  decline: 'admin',
  'edit-question': 'admin',
  'delete-data': 'member',
};

const pageRoles: Readonly<Record<PageName, Role>> = {
  progress: 'member',
  attempts: 'member',
  attempt: 'member',
  mocks: 'member',
  mock: 'member',
  leaderboard: 'member',
  privacy: 'member',
  settings: 'admin',
  packs: 'admin',
  disputes: 'admin',
  reports: 'admin',
  missed: 'admin',
};

/** Who may do it. A platform looks the member's role up, afresh, whenever this is `admin`. */
export function roleFor(action: MemberAction): Role {
  switch (action.type) {
    case 'command':
      return commandRoles[parseCommand(action.text).type];
    case 'press':
      return actionRoles[action.action];
    case 'submit':
      return formRoles[action.form];
    case 'page':
      return pageRoles[action.page];
    case 'message':
    case 'home':
      return 'member';
    default:
      return action satisfies never;
  }
}
