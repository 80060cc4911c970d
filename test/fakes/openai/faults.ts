/** How a call goes wrong. */
export const faultNames = [
  '429',
  '500',
  'hang',
  'reset',
  'truncated-json',
  'cut-reply',
  'wrong-schema',
  'refusal',
  'empty-choices',
  'huge',
  'drip',
  'no-usage',
  'error-in-200',
] as const;
export type Fault = (typeof faultNames)[number];
