import type { Inline } from '../reply.ts';

/** An instant (epoch milliseconds) as a time of day; where no reader's clock shows it, that of an IANA time zone: `14:30`. */
export function timeOf(at: number, zone: string): Inline {
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  return { type: 'time', text: format.format(at), at };
}
