import type { ReviewState } from '../../../src/reply/views/review.ts';

/** The reviews of somebody who has none. */
export const noReviews: ReviewState = { due: 0, done: 0, perDay: 5, next: undefined, interviewOn: null };
