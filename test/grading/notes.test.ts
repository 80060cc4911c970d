import { describe, expect, it } from 'vitest';
import { areNotes } from '../../src/grading/notes.ts';

describe('notes', () => {
  it.each([
    [['gateway -> queue -> worker']],
    [['stage cache, TTL=300']],
    [['p95 > 300 => more tasks']],
    [['gateway → Lambda']],
    [['canary 10%']],
    [['timeout 29s']],
    [['login: user pools', 'network: nothing public']],
  ])('state something: %j', (sentences) => expect(areNotes(sentences)).toBe(true));

  it.each([
    [[]],
    [['API Gateway, Lambda, DynamoDB']],
    [['Keywords: throttling', 'caching']],
    [['Route 53, EC2, S3, X-Ray, TLS 1.3, NIST 800-207']],
    [['multi-AZ - CloudFront - DDoS']],
    [['OAuth2, HTTP/2, IPv4']],
  ])('are no lists of names: %j', (sentences) => expect(areNotes(sentences)).toBe(false));

  it('are told from lists in no time, whatever the text', () => {
    const hostile = [
      'a: '.repeat(4_000),
      '9'.repeat(12_000),
      'a '.repeat(6_000),
      '-'.repeat(12_000),
      ' '.repeat(12_000),
    ];
    const startedAt = performance.now();
    for (const text of hostile) expect(areNotes([text])).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
