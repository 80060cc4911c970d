import { isJson, type Json, objects, str } from '../slack/json.ts';
import type { Path } from './form.ts';

/** The component types by Discord's numbers. */
export const componentTypes = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

/** A component, and where in its body it stands. */
export type Placed = { readonly component: Json; readonly path: Path };

/** All components of a list and those within them, in the order of the screen. */
export function walk(components: unknown, path: Path = ['components']): readonly Placed[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((component: unknown, at): readonly Placed[] => {
    if (!isJson(component)) return [];
    const here = [...path, at];
    const single = (['component', 'accessory'] as const).flatMap((key) => {
      const child = component[key];
      return isJson(child) ? [{ component: child, path: [...here, key] }] : [];
    });
    return [{ component, path: here }, ...walk(component.components, [...here, 'components']), ...single];
  });
}

/** Whether a component is one of the selects. */
export function isSelect({ type }: Json): boolean {
  return [3, 5, 6, 7, 8].some((each) => each === type);
}

/** Whether a component takes something of a person in a modal. */
export function isField(component: Json): boolean {
  return isSelect(component) || [4, 19, 21, 22, 23].some((each) => each === component.type);
}

/** The components as Discord keeps them: each has an id, and attachments are addressed where they can be fetched. */
export function kept(components: readonly Json[], addressOf: (name: string) => string): readonly Json[] {
  let last = 0;
  const taken = new Set(walk(components).map(({ component }) => component.id));
  const free = (): number => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const media = (value: Json): Json => {
    const url = str(value.url);
    return { ...value, url: url.startsWith('attachment://') ? addressOf(url.slice('attachment://'.length)) : url };
  };
  const keep = (component: Json): Json => {
    const id = component.id === undefined || component.id === 0 ? free() : component.id;
    return {
      ...component,
      id,
      ...(component.components ? { components: objects(component.components).map(keep) } : {}),
      ...(isJson(component.component) ? { component: keep(component.component) } : {}),
      ...(isJson(component.accessory) ? { accessory: keep(component.accessory) } : {}),
      ...(isJson(component.media) ? { media: media(component.media) } : {}),
      ...(isJson(component.file) ? { file: media(component.file) } : {}),
      ...(component.items
        ? { items: objects(component.items).map((item) => ({ ...item, media: media(item.media as Json) })) }
        : {}),
    };
  };
  return components.map(keep);
}

/** The component of a label, if it is one. */
export function labelled(component: Json): Json | undefined {
  return component.type === componentTypes.label && isJson(component.component) ? component.component : undefined;
}
