import { type Json, obj, objects, str } from '../slack/json.ts';
import { messageComponentProblems } from './component-rules.ts';
import { componentTypes, walk } from './component-tree.ts';
import type { FormProblem } from './errors.ts';
import { countProblems, lengthProblems, problem } from './form.ts';
import { messageFlags } from './message-record.ts';

const embedLimits = { title: 256, description: 4096 } as const;

function embedProblems(embed: Json, at: number): FormProblem[] {
  const here = ['embeds', at];
  const fields = objects(embed.fields);
  const isEmpty = !['title', 'description', 'fields', 'footer', 'author', 'image', 'thumbnail', 'video', 'url'].some(
    (key) => embed[key] != null,
  );
  return [
    ...(isEmpty ? [problem([...here, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')] : []),
    ...Object.entries(embedLimits).flatMap(([key, most]) => lengthProblems(embed[key], [...here, key], [0, most])),
    ...lengthProblems(obj(embed.footer).text, [...here, 'footer', 'text'], [1, 2048]),
    ...lengthProblems(obj(embed.author).name, [...here, 'author', 'name'], [1, 256]),
    ...countProblems(embed.fields, [...here, 'fields'], [0, 25]),
    ...fields.flatMap((field, index) => [
      ...lengthProblems(field.name ?? '', [...here, 'fields', index, 'name'], [1, 256]),
      ...lengthProblems(field.value ?? '', [...here, 'fields', index, 'value'], [1, 1024]),
    ]),
  ];
}

function embedSize(embed: Json): number {
  const texts = [
    embed.title,
    embed.description,
    obj(embed.footer).text,
    obj(embed.author).name,
    ...objects(embed.fields).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce<number>((sum, text) => sum + [...str(text)].length, 0);
}

/** What a message is before it is sent, or after an edit. */
export type Draft = {
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  readonly flags: number;
};

/** What is wrong with a message as a whole, by the rules that the OpenAPI does not have. */
export function messageProblems({ content, embeds, components, flags }: Draft): FormProblem[] {
  const v2 = (flags & messageFlags.componentsV2) !== 0;
  const legacy = (key: string) =>
    problem(
      [key],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  const size = embeds.reduce((sum, embed) => sum + embedSize(embed), 0);
  return [
    ...(v2 && content !== '' ? [legacy('content')] : []),
    ...(v2 && embeds.length > 0 ? [legacy('embeds')] : []),
    ...lengthProblems(content, ['content'], [0, 2000]),
    ...countProblems(embeds, ['embeds'], [0, 10]),
    ...embeds.flatMap(embedProblems),
    ...(size > 6000 ? [problem(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000')] : []),
    ...messageComponentProblems(components, v2 ? 'v2' : 'legacy'),
  ];
}

/** What a body may not have left out by our own rules: who it may ping, and words for every picture. */
export function houseProblems(body: Json, described: (name: string) => boolean): readonly string[] {
  const mentions = obj(body.allowed_mentions);
  const parsesNothing = Array.isArray(mentions.parse) && mentions.parse.length === 0;
  const media = walk(body.components).flatMap(({ component }) => {
    if (component.type === componentTypes.mediaGallery) return objects(component.items);
    return component.type === componentTypes.thumbnail ? [component] : [];
  });
  const undescribed = media.filter(({ media: item, description }) => {
    const name = /^attachment:\/\/(.+)$/.exec(str(obj(item).url))?.[1];
    return str(description) === '' && (name === undefined || !described(name));
  });
  return [
    ...(parsesNothing ? [] : ['allowed_mentions must be given with parse: []']),
    ...undescribed.map(({ media: item }) => `the picture ${str(obj(item).url)} has no description`),
  ];
}
