import {
  type APIApplicationCommandIntegerOption,
  type APIApplicationCommandStringOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { clip } from '../../domain/display.ts';
import { mockLimits } from '../../domain/mock.ts';
import { type Level, levels, type Topic } from '../../domain/question.ts';
import { type BoardWindow, boardWindows } from '../../domain/season.ts';
import { wordsOf } from '../../domain/wording.ts';

/** What somebody put into the options of a command, by the option's name. */
export type TypedOptions = Readonly<Record<string, string | number | boolean | undefined>>;

/** A choice that is offered while an option is being typed. */
export type TopicChoice = { readonly name: string; readonly value: string };

type Subcommand = APIApplicationCommandSubcommandOption;

const { GuildInstall, UserInstall } = ApplicationIntegrationType;
const { Guild, BotDM, PrivateChannel } = InteractionContextType;

const [longestText, longestTopic, mostChoices, longestAnswer] = [100, 100, 25, 4_000] as const;
const [longestTitle, longestDay, longestSeason] = [100, 20, 80] as const;

const levelLabels: Readonly<Record<Level, string>> = {
  junior: 'Junior',
  mid: 'Mid',
  senior: 'Senior',
  architect: 'Architect',
};

const switches = ['on', 'off'] as const;

const mockChoices = [
  { name: 'End it now', value: 'stop' },
  { name: 'My past interviews', value: 'history' },
];

const packChoices = [
  { name: 'Turn it on', value: 'on' },
  { name: 'Turn it off', value: 'off' },
  { name: 'Preview it', value: 'preview' },
];

const windowLabels: Readonly<Record<BoardWindow, string>> = {
  week: 'This week',
  month: 'This month',
  season: 'This season',
  all: 'All time',
};

/**
 * The commands that Discord is told of. What admins do is a command of its own, because Discord grants whole commands and
 * not their subcommands.
 */
export function createCommands(topics: readonly Topic[]): RESTPutAPIApplicationCommandsJSONBody {
  return [
    {
      type: ApplicationCommandType.ChatInput,
      name: 'coach',
      description: 'Practise interview questions',
      integration_types: [GuildInstall, UserInstall],
      contexts: [Guild, BotDM, PrivateChannel],
      options: memberSubcommands(topics),
    },
    {
      type: ApplicationCommandType.ChatInput,
      name: 'coach-admin',
      description: 'Set up the coach in this server',
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      integration_types: [GuildInstall],
      contexts: [Guild],
      options: [
        subcommand('setup', 'Where and when the daily question is posted'),
        subcommand('disputes', 'Grades that members hold to be wrong'),
        subcommand('packs', 'What is asked in this server', [
          text('what', 'What to do with the pack; a preview when left out', { choices: packChoices }),
          text('pack', 'Its title, or a part of it; all packs when left out', { max_length: longestTopic }),
        ]),
        subcommand('suggestions', 'Questions that members suggest'),
        subcommand('season', 'Plan a season of your own', [
          text('title', 'What it is called', { required: true, max_length: longestTitle }),
          text('starts', 'Such as 2026-12-01; tomorrow at the earliest', { required: true, max_length: longestDay }),
          text('ends', 'Such as 2027-01-31', { required: true, max_length: longestDay }),
        ]),
        subcommand('cancel-season', 'Cancel a season that has not begun', [
          text('which', 'Its title, or its id', { required: true, max_length: longestTitle }),
        ]),
      ],
    },
  ];
}

function memberSubcommands(topics: readonly Topic[]): Subcommand[] {
  return [
    subcommand('practice', 'Get a question in private', [
      text('topic', topicHint(topics), { autocomplete: true, max_length: longestTopic }),
      text('level', 'How hard; any level when left out', { choices: choicesOf(levels, levelLabels) }),
    ]),
    subcommand('answer', 'Answer the open question', [
      text('text', 'Your answer; a form opens when left out', { max_length: longestAnswer }),
    ]),
    subcommand('follow-up', 'Answer the follow-up of your last result', [
      text('text', 'Your answer; a form opens when left out', { max_length: longestAnswer }),
    ]),
    subcommand('hint', 'A pointer to what is missing'),
    subcommand('show', 'The model answer'),
    subcommand('next', 'Another question'),
    subcommand('leaderboard', 'Who has earned what', [
      text('window', 'Since when; this season when left out', { choices: choicesOf(boardWindows, windowLabels) }),
      text('season', 'Another season, such as 2026-Q3', { max_length: longestSeason }),
      text('where', 'Of what; of the whole server when left out', {
        choices: [{ name: 'This channel', value: 'here' }],
      }),
    ]),
    subcommand('season', 'The season, or those that are over', [
      text('which', 'This one when left out', { choices: [{ name: 'Past seasons', value: 'list' }] }),
    ]),
    subcommand('privacy', 'Whether you are on the boards'),
    subcommand('review', 'What you are about to forget'),
    subcommand('goal', 'The day of your interview, and how much you review', [
      text('day', 'Such as 2027-01-15, or off; a form opens when left out', { max_length: longestDay }),
    ]),
    subcommand('mock', 'A mock interview against the clock', [
      text('topic', topicHint(topics), { autocomplete: true, max_length: longestTopic }),
      text('level', 'How hard; any level when left out', { choices: choicesOf(levels, levelLabels) }),
      count('questions', 'How many; 3 when left out', mockLimits.questions),
      count('minutes', 'How long in all; 30 when left out', mockLimits.minutes),
      text('what', 'Begins one, or shows where it stands, when left out', { choices: mockChoices }),
    ]),
    subcommand('stats', 'Your own progress'),
    subcommand('remind', 'A private reminder before the daily question closes', [
      text('state', 'On when left out', { choices: choicesOf(switches, { on: 'On', off: 'Off' }) }),
    ]),
    subcommand('web', 'Your pages in the browser'),
    subcommand('suggest', 'Suggest a question for everybody', [
      text('text', 'Question | key point | key point; a form opens when left out', { max_length: longestAnswer }),
    ]),
    subcommand('help', 'What you can type'),
  ];
}

type Option = APIApplicationCommandStringOption | APIApplicationCommandIntegerOption;

function subcommand(name: string, description: string, options?: Option[]): Subcommand {
  return { type: ApplicationCommandOptionType.Subcommand, name, description, ...(options && { options }) };
}

function text<const Rest extends object>(name: string, description: string, rest: Rest) {
  return { type: ApplicationCommandOptionType.String as const, name, description, ...rest };
}

function count(
  name: string,
  description: string,
  { least, most }: { readonly least: number; readonly most: number },
): Option {
  return { type: ApplicationCommandOptionType.Integer, name, description, min_value: least, max_value: most };
}

function choicesOf<Value extends string>(values: readonly Value[], labels: Readonly<Record<Value, string>>) {
  return values.map((value) => ({ name: labels[value], value }));
}

function topicHint([first]: readonly Topic[]): string {
  const such = first ? `, such as ${clip(first.title, 50)}` : '';
  return `What about${such}; any topic when left out`;
}

/** The topics to offer for what is typed so far, at most 25: those that begin with it, then those that contain it. */
export function findTopics(topics: readonly Topic[], typed: string): readonly TopicChoice[] {
  const wanted = wordsOf(typed);
  const ranked = topics.map((topic) => ({ topic, rank: rankOf(topic, wanted) }));
  return ranked
    .filter(({ topic, rank }) => rank < 3 && topic.id.length <= longestTopic)
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, mostChoices)
    .map(({ topic: { id, title } }) => ({ name: clip(title, longestText), value: id }));
}

/** 0 when a topic begins with the words, 1 when it contains them, 2 when it has them in another order, else 3. */
function rankOf({ id, title }: Topic, wanted: string): number {
  const names = [wordsOf(title), wordsOf(id)];
  if (names.some((name) => name.startsWith(wanted))) return 0;
  if (names.some((name) => name.includes(wanted))) return 1;
  return names.some((name) => wanted.split(' ').every((word) => name.includes(word))) ? 2 : 3;
}

/** What the same command is as a line, which `parseCommand` reads; `name` is the subcommand, unique over both commands. */
export function toCommandText(name: string, options: TypedOptions): string {
  switch (name) {
    case 'practice':
      return join(name, topicWords(options), options.level);
    case 'mock':
      return options.what
        ? join(name, options.what)
        : join(
            name,
            topicWords(options),
            options.level,
            ...counted(options, 'questions'),
            ...counted(options, 'minutes'),
          );
    case 'answer':
    case 'follow-up':
      return join(name, options.text);
    case 'suggest':
      return join(name, options.text);
    case 'packs':
      return join(name, options.what, options.pack);
    case 'goal':
      return join(name, options.day);
    case 'remind':
      return join(name, options.state);
    case 'leaderboard':
      return join(name, ...(options.season ? ['season', options.season] : [options.window]), options.where);
    case 'season':
      return options.title === undefined
        ? join(name, options.which)
        : join(name, `"${options.title}"`, options.starts, options.ends);
    case 'cancel-season':
      return join('season cancel', options.which);
    default:
      return name;
  }
}

/** A number with what it counts, so that it is not taken for another. */
function counted(options: TypedOptions, name: 'questions' | 'minutes'): readonly TypedOptions[string][] {
  return options[name] ? [options[name], name] : [];
}

function join(...parts: readonly TypedOptions[string][]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** A level that is chosen outweighs one that is named in the topic. */
function topicWords({ topic = '', level }: TypedOptions): string {
  const words = String(topic).split(/\s+/);
  const isLevel = (word: string) => levels.some((name) => name === word.toLowerCase());
  return words.filter((word) => !level || !isLevel(word)).join(' ');
}
