/** Whether a text has the form of an id of Discord. */
export function isDiscordId(text: string): boolean {
  return /^\d{17,20}$/.test(text);
}

/** The id of the application that a bot token belongs to: its first part is the id in base64. Undefined when it is not. */
export function applicationIdOf(token: string): string | undefined {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1');
  return isDiscordId(id) ? id : undefined;
}
