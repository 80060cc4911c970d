import { isJson, type Json, obj, objects, str } from '../slack/json.ts';
import { componentTypes, labelled, walk } from './component-tree.ts';
import { nameIn } from './directory.ts';
import { type MessageRecord, messageFlags } from './message-record.ts';
import type { ModalRecord } from './modal-record.ts';
import { get, type World } from './world.ts';

const marks: readonly (readonly [RegExp, string])[] = [
  [/```(?:\w+\n)?([\s\S]*?)```/g, '$1'],
  [/`([^`\n]+)`/g, '$1'],
  [/\*\*(\S|\S[\s\S]*?\S)\*\*/g, '$1'],
  [/__(\S|\S[\s\S]*?\S)__/g, '$1'],
  [/~~(\S|\S[\s\S]*?\S)~~/g, '$1'],
  [/\|\|(\S|\S[\s\S]*?\S)\|\|/g, '$1'],
  [/(?<![\w*])\*(\S|\S[^*\n]*\S)\*(?![\w*])/g, '$1'],
  [/(?<![\w_])_(\S|\S[^_\n]*\S)_(?![\w_])/g, '$1'],
  [/^-# /gm, ''],
];

function mention(world: World, guild: string, form: string): string {
  const [, kind = '', id = ''] = /^([@#]!?&?|\/[^:]+:|t:)(-?\d+)/.exec(form) ?? [];
  if (kind.startsWith('@')) return `@${nameIn(world, guild, id)}`;
  if (kind === '#') return `#${world.channels.get(id)?.name ?? 'unknown'}`;
  if (kind === 't:') return new Date(Number(id) * 1000).toISOString();
  return kind.startsWith('/') ? kind.slice(0, -1) : `<${form}>`;
}

/** What Markdown looks like on the screen: mentions by name, marks and backslashes gone. */
export function renderMarkdown(world: World, guild: string, text: string): string {
  const escaped: string[] = [];
  const kept = text.replace(
    /\\([^0-9A-Za-z\s])/g,
    (_all, character: string) => `\uE000${escaped.push(character) - 1}\uE001`,
  );
  const plain = marks.reduce((shown, [mark, by]) => shown.replace(mark, by), kept);
  return plain
    .replace(/\[([^\]\n]*)\]\(<?https?:[^)\n]*\)/g, '$1')
    .replace(/<([@#/t][^<>\s]*\d[^<>]*)>/g, (_all, form: string) => mention(world, guild, form))
    .replace(/\uE000(\d+)\uE001/g, (_all, at: string) => escaped[Number(at)] ?? '');
}

type Around = {
  readonly world: World;
  readonly guild: string;
  /** The words for a picture by its address. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly modal?: ModalRecord | undefined;
};

function chosen({ modal }: Around, component: Json): readonly string[] {
  const input = modal?.inputs.get(str(component.custom_id));
  if (Array.isArray(input)) return input;
  if (typeof input === 'string') return [input];
  const defaults = objects(component.default_values).map(({ id }) => str(id));
  return [
    ...defaults,
    ...objects(component.options)
      .filter((option) => option.default === true)
      .map(({ value }) => str(value)),
  ];
}

function select(around: Around, component: Json): string {
  const { world, guild } = around;
  const labels = chosen(around, component).map((value) => {
    const option = objects(component.options).find((each) => each.value === value);
    const channel = world.channels.get(value);
    return option ? str(option.label) : channel ? `#${channel.name}` : nameIn(world, guild, value);
  });
  return `[${labels.join(', ') || str(component.placeholder)} ▾]`;
}

function button(component: Json): string {
  const emoji = str(obj(component.emoji).name);
  const label = [emoji, str(component.label)].filter((part) => part !== '').join(' ');
  if (component.style === 5) return `[${label} → ${str(component.url)}]`;
  return component.disabled === true ? `(${label})` : `[${label}]`;
}

function picture({ pictures }: Around, media: unknown, description: unknown): string {
  const { url } = obj(media);
  return `{${str(description) || pictures.get(str(url)) || 'picture'}}`;
}

function tick(around: Around, component: Json): string {
  const picked = chosen(around, component);
  return objects(component.options)
    .map(({ value, label }) => `(${picked.includes(str(value)) ? 'x' : ' '}) ${str(label)}`)
    .join(' ');
}

function label(around: Around, component: Json): string {
  const field = labelled(component) ?? {};
  const shown = renderComponent(around, field);
  return [`${str(component.label)}: ${shown}`, str(component.description)].filter((line) => line !== '').join('\n');
}

function renderComponent(around: Around, component: Json): string {
  const { world, guild, modal } = around;
  const all = (separator: string) =>
    objects(component.components)
      .map((each) => renderComponent(around, each))
      .join(separator);
  switch (component.type) {
    case componentTypes.actionRow:
      return all(' ');
    case componentTypes.button:
      return button(component);
    case componentTypes.textInput: {
      const typed = modal?.inputs.get(str(component.custom_id)) ?? str(component.value);
      return str(component.label) === '' ? str(typed) : `${str(component.label)}: ${str(typed)}`;
    }
    case componentTypes.textDisplay:
      return renderMarkdown(world, guild, str(component.content));
    case componentTypes.section:
      return [all('\n'), isJson(component.accessory) ? renderComponent(around, component.accessory) : ''].join('\n');
    case componentTypes.container:
      return all('\n');
    case componentTypes.label:
      return label(around, component);
    case componentTypes.thumbnail:
      return picture(around, component.media, component.description);
    case componentTypes.mediaGallery:
      return objects(component.items)
        .map((item) => picture(around, item.media, item.description))
        .join(' ');
    case componentTypes.file:
      return picture(around, component.file, '');
    case componentTypes.separator:
      return '---';
    case componentTypes.radioGroup:
    case componentTypes.checkboxGroup:
      return tick(around, component);
    case componentTypes.checkbox:
      return modal?.inputs.get(str(component.custom_id)) === true ? '(x)' : '( )';
    case componentTypes.fileUpload:
      return '[Upload]';
    default:
      return select(around, component);
  }
}

function embedText({ world, guild }: Around, embed: Json): string {
  const shown = (value: unknown) => renderMarkdown(world, guild, str(value));
  return [
    str(obj(embed.author).name),
    str(embed.title),
    shown(embed.description),
    ...objects(embed.fields).flatMap(({ name, value }) => [shown(name), shown(value)]),
    str(obj(embed.footer).text),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** What a message looks like: who says it, its text, embeds, components and pictures. */
export function renderMessage(world: World, message: MessageRecord): string {
  const { guild } = get(world.channels, message.channel);
  const pictures = new Map(message.attachments.map(({ filename, description }) => [filename, description]));
  const byAddress = new Map(
    walk(message.components).flatMap(({ component }) =>
      [component.media, ...objects(component.items).map(({ media }) => media)].map((media): [string, string] => {
        const url = str(obj(media).url);
        return [url, pictures.get(decodeURIComponent(url.split('/').at(-1) ?? '')) ?? ''];
      }),
    ),
  );
  const around: Around = { world, guild, pictures: byAddress };
  const v2 = (message.flags & messageFlags.componentsV2) !== 0;
  const author = message.author === world.app.id ? '' : `${nameIn(world, guild, message.author)}: `;
  const waiting = (message.flags & messageFlags.loading) !== 0 ? [`${world.app.name} is thinking…`] : [];
  const body = [
    ...waiting,
    renderMarkdown(world, guild, message.content),
    ...message.embeds.map((embed) => embedText(around, embed)),
    ...message.components.map((component) => renderComponent(around, component)),
    ...(v2 ? [] : message.attachments.map(({ description, filename }) => `{${description || filename}}`)),
  ];
  return author + body.filter((line) => line !== '').join('\n');
}

/** What an open modal looks like, with what is typed and what the client says about it. */
export function renderModal(world: World, modal: ModalRecord): string {
  const { guild } = get(world.channels, modal.channel);
  const around: Around = { world, guild, pictures: new Map(), modal };
  return [
    `== ${str(modal.data.title)} ==`,
    ...objects(modal.data.components).map((component) => renderComponent(around, component)),
    ...(modal.error === undefined ? [] : [`⚠ ${modal.error}`]),
    '[Cancel] [Submit]',
  ].join('\n');
}
