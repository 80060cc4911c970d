import { Hono } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** How something that is done by the clock went. */
export type JobOutcome = {
  readonly kind: string;
  readonly outcome: 'done' | 'failed';
  /** How often it was due before and not done. */
  readonly missed: number;
  /** Milliseconds between its time and when it was done. */
  readonly lateMs: number;
};

export type Metrics = {
  /** Serves `/metrics` in the text format of Prometheus. */
  readonly routes: Hono;
  countJob(job: JobOutcome): void;
};

/** Numbers that are read whenever somebody asks for them. */
export type Readings = {
  /** Messages that are not delivered yet. */
  readonly pendingMessages: () => Promise<number>;
  /** Answers that wait for their grade. */
  readonly ungradedAnswers: () => Promise<number>;
  /** Answers that wait for a second look of a language model. */
  readonly waitingLooks: () => Promise<number>;
  /** Dollars that are spent or set aside for language models in this civil day of UTC. */
  readonly dollarsToday: () => Promise<number>;
};

const latenessBuckets = [1, 5, 30, 60, 300, 1_800, 3_600, 21_600];

/** Counts for operators. Nothing in them names a workspace, a member or an answer. */
export function createMetrics(readings: Readings): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'coach_' });
  const jobs = new Counter({
    name: 'coach_jobs_total',
    help: 'Jobs that were due, by kind and outcome.',
    registers: [registry],
    labelNames: ['kind', 'outcome'],
  });
  const missed = new Counter({
    name: 'coach_jobs_missed_total',
    help: 'Times at which a job was due and nobody was there to do it.',
    registers: [registry],
    labelNames: ['kind'],
  });
  const lateness = new Histogram({
    name: 'coach_job_lateness_seconds',
    help: 'How late jobs were done.',
    registers: [registry],
    buckets: latenessBuckets,
  });
  addGauge(registry, 'coach_messages_pending', 'Messages that are not delivered yet.', readings.pendingMessages);
  addGauge(registry, 'coach_answers_ungraded', 'Answers that wait for their grade.', readings.ungradedAnswers);
  addGauge(registry, 'coach_second_looks_waiting', 'Answers that wait for a second look.', readings.waitingLooks);
  addGauge(registry, 'coach_llm_dollars_today', 'Dollars spent or set aside for models today.', readings.dollarsToday);
  return {
    routes: new Hono().get('/metrics', async (c) =>
      c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }),
    ),
    countJob: ({ kind, outcome, missed: times, lateMs }) => {
      jobs.inc({ kind, outcome });
      missed.inc({ kind }, times);
      if (outcome === 'done') lateness.observe(Math.max(0, lateMs) / 1_000);
    },
  };
}

function addGauge(registry: Registry, name: string, help: string, read: () => Promise<number>): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await read());
    },
  });
}
