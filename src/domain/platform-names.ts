const names: ReadonlyMap<string, string> = new Map([
  ['slack', 'Slack'],
  ['discord', 'Discord'],
]);

/** What people call a platform; undefined for the local page, which has no name of its own. */
export function platformName(platform: string): string | undefined {
  return names.get(platform);
}
