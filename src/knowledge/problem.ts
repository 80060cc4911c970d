/** Something in a pack that its author should mend. */
export type Problem = {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
};

/** `file:line: message`, as editors and terminals understand it. */
export function formatProblem({ file, line, message }: Problem): string {
  return `${file}:${line}: ${message}`;
}

/** Takes note of a problem in the file that is being read. */
export type Report = (line: number, message: string) => void;
