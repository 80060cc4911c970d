import { isJson, type Json, obj, objects, str } from './json.ts';
import { held } from './view-state.ts';
import { inputKey, titleOf } from './views.ts';
import type { MessageRecord, ViewRecord, World } from './world.ts';

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function mention(world: World, form: string): string {
  const [target = '', label] = form.split('|');
  if (target.startsWith('@')) return `@${world.members.get(target.slice(1))?.name ?? world.app.appName}`;
  if (target.startsWith('#')) return `#${world.channels.get(target.slice(1))?.name ?? 'unknown'}`;
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!')) return `@${target.slice(1)}`;
  return label ?? target;
}

const marks = [
  /(?<![\w*])\*(\S|\S[^*\n]*\S)\*(?![\w*])/g,
  /(?<![\w_])_(\S|\S[^_\n]*\S)_(?![\w_])/g,
  /(?<![\w~])~(\S|\S[^~\n]*\S)~(?![\w~])/g,
];

/** What mrkdwn looks like on the screen: mentions by name, marks gone, entities as characters. */
export function renderMrkdwn(world: World, text: string): string {
  const plain = marks.reduce((shown, mark) => shown.replace(mark, '$1'), text);
  const shown = plain.replaceAll('```', '').replace(/`([^`\n]+)`/g, '$1');
  return decode(shown.replace(/<([^<>]+)>/g, (_all, form: string) => mention(world, form)));
}

function renderText(world: World, value: unknown): string {
  const { type, text } = obj(value);
  return type === 'mrkdwn' ? renderMrkdwn(world, str(text)) : str(text);
}

function inline(world: World, element: Json): string {
  switch (element.type) {
    case 'text':
      return str(element.text);
    case 'link':
      return str(element.text) || str(element.url);
    case 'user':
      return mention(world, `@${str(element.user_id)}`);
    case 'channel':
      return mention(world, `#${str(element.channel_id)}`);
    case 'broadcast':
      return `@${str(element.range)}`;
    case 'emoji':
      return `:${str(element.name)}:`;
    case 'date':
      return str(element.fallback);
    default:
      return '';
  }
}

function rich(world: World, element: Json): string {
  const children = objects(element.elements);
  const line = () => children.map((child) => inline(world, child)).join('');
  switch (element.type) {
    case 'rich_text_list':
      return children
        .map((child, at) => `${element.style === 'ordered' ? `${at + 1}.` : '•'} ${rich(world, child)}`)
        .join('\n');
    case 'rich_text_quote':
      return line()
        .split('\n')
        .map((each) => `> ${each}`)
        .join('\n');
    default:
      return line();
  }
}

function chosenText(world: World, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => chosenText(world, item)).join(', ');
  if (isJson(value)) return renderText(world, value.text);
  const id = str(value);
  return world.channels.get(id)?.name ?? world.members.get(id)?.name ?? id;
}

function element(world: World, item: Json, chosen: unknown): string {
  switch (item.type) {
    case 'button':
      return `[${renderText(world, item.text)}]`;
    case 'image':
      return `(image: ${str(item.alt_text)})`;
    case 'mrkdwn':
    case 'plain_text':
      return renderText(world, item);
    case 'overflow':
      return `[… ${objects(item.options)
        .map((option) => renderText(world, option.text))
        .join(' | ')}]`;
    case 'checkboxes':
    case 'radio_buttons': {
      const picked = chosenText(world, held(item, chosen)).split(', ');
      return objects(item.options)
        .map((option) => renderText(world, option.text))
        .map((label) => `(${picked.includes(label) ? 'x' : ' '}) ${label}`)
        .join(' ');
    }
    default:
      return `[${chosenText(world, held(item, chosen)) || renderText(world, item.placeholder)} ▾]`;
  }
}

function renderInput(world: World, block: Json, inputs: ReadonlyMap<string, unknown>): string {
  const item = obj(block.element);
  const chosen = inputs.get(inputKey(block, item));
  const value = item.type === 'plain_text_input' ? str(held(item, chosen)) : element(world, item, chosen);
  const hint = renderText(world, block.hint);
  return [`${renderText(world, block.label)}: ${value}`, hint].filter((line) => line !== '').join('\n');
}

function renderBlock(world: World, block: Json, inputs: ReadonlyMap<string, unknown>): string {
  const show = (item: Json) => element(world, item, inputs.get(inputKey(block, item)));
  switch (block.type) {
    case 'header':
      return `# ${renderText(world, block.text)}`;
    case 'section': {
      const beside = block.accessory;
      return [
        ...(block.text ? [renderText(world, block.text)] : []),
        ...objects(block.fields).map((field) => renderText(world, field)),
        ...(isJson(beside) ? [show(beside)] : []),
      ].join('\n');
    }
    case 'context':
    case 'actions':
      return objects(block.elements).map(show).join(' ');
    case 'input':
      return renderInput(world, block, inputs);
    case 'rich_text':
      return objects(block.elements)
        .map((each) => rich(world, each))
        .join('\n');
    case 'image':
      return element(world, block, undefined);
    case 'markdown':
      return str(block.text);
    default:
      return '---';
  }
}

/** What blocks look like on the screen, a line or more for each. */
export function renderBlocks(
  world: World,
  blocks: readonly Json[],
  inputs: ReadonlyMap<string, unknown> = new Map(),
): string {
  return blocks.map((block) => renderBlock(world, block, inputs)).join('\n');
}

/** What a message looks like: its blocks, or its text when it has none. */
export function renderMessage(world: World, message: MessageRecord): string {
  const body = message.blocks.length > 0 ? renderBlocks(world, message.blocks) : renderMrkdwn(world, message.text);
  const author = world.members.get(message.author);
  return author ? `${author.name}: ${body}` : body;
}

/** What a modal or a home tab looks like, with the errors shown in it. */
export function renderView(world: World, view: ViewRecord): string {
  const modal = view.source.type === 'modal';
  const buttons = ['close', 'submit'].map((key) => renderText(world, view.source[key])).filter((label) => label !== '');
  return [
    ...(modal ? [`== ${titleOf(view)} ==`] : []),
    ...view.blocks.map((block) => {
      const error = view.errors[str(block.block_id)];
      return renderBlock(world, block, view.inputs) + (error ? `\n⚠ ${error}` : '');
    }),
    ...(buttons.length > 0 ? [buttons.map((label) => `[${label}]`).join(' ')] : []),
  ].join('\n');
}
