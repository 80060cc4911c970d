import type { types } from '@slack/bolt';
import type { Field, Form, Message } from '../../reply/reply.ts';
import { clean } from './escape.ts';
import { countWithin, fitBlocks, viewRoom } from './fit-blocks.ts';
import { limits } from './limits.ts';
import { type PictureFiles, renderNote } from './render-block.ts';
import { renderField } from './render-field.ts';
import { label, richBlocks, runs, section } from './texts.ts';

const appName = 'Interview Coach';

/** A form as a modal; `privateMetadata`, at most 3,000 characters, comes back with its submission. */
export function renderForm(form: Form, privateMetadata: string): types.ModalView {
  const context = richBlocks(section(runs(form.context, limits.plainText)));
  const blocks = [...context, ...renderFields(form.fields)];
  const fitted = blocks.slice(0, countWithin(blocks, viewRoom));
  return {
    type: 'modal',
    callback_id: form.name,
    private_metadata: privateMetadata,
    title: label(limits.viewTitle, form.title, appName),
    submit: label(limits.viewTitle, form.submitLabel, 'Submit'),
    close: label(limits.viewTitle, 'Cancel'),
    blocks: fitted.length > 0 ? fitted : renderNote('Nothing to fill in.', limits.plainText),
  };
}

/** Each field under its name; a name that Slack cannot take, or that another field has, gives nothing back. */
function renderFields(fields: readonly Field[]): types.KnownBlock[] {
  return fields.flatMap((field, index) => {
    const isFirst = fields.findIndex(({ name }) => name === field.name) === index;
    const isId = field.name !== '' && field.name.length <= limits.blockId && clean(field.name) === field.name;
    return renderField(field, isFirst && isId ? field.name : undefined);
  });
}

/** A message as a modal, under its first heading. */
export function renderMessageModal(message: Message, privateMetadata: string, files?: PictureFiles): types.ModalView {
  const heading = message.blocks.find((block) => block.type === 'heading');
  const title = label(limits.viewTitle, heading?.text ?? '', appName);
  const said = heading?.text === title.text;
  const blocks = said ? message.blocks.filter((block) => block !== heading) : message.blocks;
  return {
    type: 'modal',
    private_metadata: privateMetadata,
    title,
    close: label(limits.viewTitle, 'Close'),
    blocks: fitBlocks({ type: 'message', blocks }, viewRoom, files),
  };
}
