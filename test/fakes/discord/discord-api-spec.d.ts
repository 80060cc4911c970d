/** The parts of the untyped Zod schemas of Discord's OpenAPI that the fake uses. */
declare module 'discord-api-spec/zod' {
  export type Issue = {
    readonly code: string;
    readonly path: readonly (string | number)[];
    readonly errors?: readonly (readonly Issue[])[];
    readonly values?: readonly unknown[];
    readonly origin?: string;
    readonly maximum?: number;
    readonly minimum?: number;
    readonly expected?: string;
    readonly format?: string;
    readonly input?: unknown;
  };
  export type Schema = {
    safeParse(value: unknown): { readonly success: boolean; readonly error?: { readonly issues: readonly Issue[] } };
  };
  export const ApplicationCommandUpdateRequestSchema: Schema;
  export const ApplicationCommandAutocompleteCallbackRequestSchema: Schema;
  export const CreateForumThreadRequestSchema: Schema;
  export const CreateMessageInteractionCallbackRequestSchema: Schema;
  export const CreatePrivateChannelRequestSchema: Schema;
  export const CreateTextThreadWithMessageRequestSchema: Schema;
  export const CreateTextThreadWithoutMessageRequestSchema: Schema;
  export const IncomingWebhookRequestPartialSchema: Schema;
  export const IncomingWebhookUpdateRequestPartialSchema: Schema;
  export const MessageCreateRequestSchema: Schema;
  export const MessageEditRequestPartialSchema: Schema;
  export const ModalInteractionCallbackRequestSchema: Schema;
  export const UpdateMessageInteractionCallbackRequestSchema: Schema;
  export const UpdateThreadRequestPartialSchema: Schema;
}
