import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/ops/metrics.ts';

describe('the metrics', () => {
  it('count jobs by kind and outcome, what was missed, and what waits', async () => {
    const metrics = createMetrics({
      pendingMessages: async () => 3,
      ungradedAnswers: async () => 2,
      waitingLooks: async () => 5,
      dollarsToday: async () => 0.25,
    });
    metrics.countJob({ kind: 'daily-open', outcome: 'done', missed: 4, lateMs: 2_500 });
    metrics.countJob({ kind: 'daily-open', outcome: 'failed', missed: 0, lateMs: 9 });
    const response = await metrics.routes.request('/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const lines = (await response.text()).split('\n');
    for (const line of [
      'coach_jobs_total{kind="daily-open",outcome="done"} 1',
      'coach_jobs_total{kind="daily-open",outcome="failed"} 1',
      'coach_jobs_missed_total{kind="daily-open"} 4',
      'coach_job_lateness_seconds_bucket{le="5"} 1',
      'coach_job_lateness_seconds_bucket{le="1"} 0',
      'coach_messages_pending 3',
      'coach_answers_ungraded 2',
      'coach_second_looks_waiting 5',
      'coach_llm_dollars_today 0.25',
    ])
      expect(lines).toContain(line);
  });
});
