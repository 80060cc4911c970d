export type ErrorCode =
  | 'config-invalid'
  | 'database-unusable'
  | 'database-newer'
  | 'knowledge-missing'
  | 'port-in-use'
  | 'secret-unreadable'
  | 'not-installed'
  | 'session-over'
  | 'input-invalid';

/** An expectation that does not hold. `message` is one sentence for people that says what happened and what to do. */
export class CoachError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CoachError';
    this.code = code;
  }
}
