/** The minute of the day (0 to 1439) of a time such as `09:00`; undefined for anything else, `24:00` too. */
export function parseTimeOfDay(text: string): number | undefined {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return undefined;
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** Writes a minute of the day (0 to 1439) as `09:00`. */
export function formatTimeOfDay(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
