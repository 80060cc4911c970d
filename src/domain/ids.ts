declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ids of different things are strings that the compiler keeps apart. They are made by `NewId` or read from the store. */
export type WorkspaceId = Branded<'WorkspaceId'>;
export type ChannelId = Branded<'ChannelId'>;
export type MemberId = Branded<'MemberId'>;
export type SessionId = Branded<'SessionId'>;
export type AttemptId = Branded<'AttemptId'>;
export type MockId = Branded<'MockId'>;
export type SuggestionId = Branded<'SuggestionId'>;

export type Id = WorkspaceId | ChannelId | MemberId | SessionId | AttemptId | MockId | SuggestionId;

/** Makes a new unique id; given to whoever needs one, so that tests can count instead. */
export type NewId = <T extends Id>() => T;
