import { describe, expect, it } from 'vitest';
import { shippedKnowledge, useShell } from './coach-process.ts';

const shell = useShell();

type Row = {
  readonly id: string;
  readonly pack: string;
  readonly keyPoints: readonly { readonly id: string; readonly text: string }[];
};

describe('coach questions', () => {
  it('gives the shipped questions as JSON, in pack order', async () => {
    const { code, stdout, stderr } = await shell.coach(['questions', '--json'], { env: shippedKnowledge });
    expect([code, stderr]).toEqual([0, '']);
    const rows: readonly Row[] = JSON.parse(stdout);
    expect(rows.length).toBeGreaterThan(130);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.map(({ pack }) => pack)).toEqual(rows.map(({ pack }) => pack).toSorted());
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['id', 'pack', 'question', 'topic', 'level', 'keyPoints']);
      expect(row.id).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
      expect(row.id.startsWith(`${row.pack}/`)).toBe(true);
      for (const point of row.keyPoints) {
        expect(Object.keys(point)).toEqual(['id', 'text']);
        expect(point).toEqual({ id: expect.stringMatching(/^[a-z0-9-]+$/), text: expect.stringMatching(/\S/) });
      }
      expect(new Set(row.keyPoints.map(({ id }) => id)).size).toBe(row.keyPoints.length);
    }
    expect(rows[0]).toMatchObject({
      id: 'aws-api-gateway/scalable-resilient-api',
      topic: 'api-gateway',
      level: 'architect',
    });
  });

  it('names the questions of an own pack for people', async () => {
    const { code, stdout } = await shell.coach(['questions']);
    expect([code, stdout]).toEqual([0, 'caching/what\n    What does a cache buy you?\n']);
  });
});
