import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPack, readProblems } from './read-pack.ts';

const seedFile = new URL('../cases/knowledge/aws-api-gateway-interview.md', import.meta.url);
const cache = '## What is a cache?\n\n- Memory.\n';

describe('a question', () => {
  it('has the topic and the level of its pack, unless it names its own after its id', () => {
    const headings = ['## A cache? {#a}', '## B? {#b level=junior}', '## C? {#c topic=linux level=architect}'];
    const { questions } = readPack(
      `---\ntopic: caching\nlevel: mid\n---\n${headings.join('\n\n- Yes.\n\n')}\n\n- Yes.\n`,
    );
    expect(questions.map(({ id, topic, level, text }) => [id, topic, level, text])).toEqual([
      ['caching/a', 'caching', 'mid', 'A cache?'],
      ['caching/b', 'caching', 'junior', 'B?'],
      ['caching/c', 'linux', 'architect', 'C?'],
    ]);
  });
});

describe('the seed document', () => {
  const pack = readPack(readFileSync(seedFile, 'utf8'), 'packs/aws-api-gateway-interview.md');

  it('is a pack of ten questions with 44 key points', () => {
    expect(pack.questions.map(({ keyPoints }) => keyPoints.length)).toEqual([5, 3, 5, 3, 5, 4, 5, 5, 5, 4]);
  });

  it('is named after its first heading and its file', () => {
    expect(pack).toMatchObject({
      id: 'aws-api-gateway-interview',
      title: 'Top 10 Architect-Level AWS API Gateway Interview Questions',
      topic: 'aws-api-gateway-interview',
      level: 'senior',
    });
  });

  it('asks its questions without the bold marks around them', () => {
    expect(pack.questions.map(({ text }) => text)).toEqual([
      'How would you design a highly scalable and resilient API using AWS API Gateway?',
      'What are the architectural differences between REST APIs and WebSocket APIs in API Gateway?',
      'How do you ensure multi-region deployment and disaster recovery for an API Gateway setup?',
      'How can you integrate API Gateway with legacy on-premises services in a hybrid cloud architecture?',
      'How do you secure APIs using API Gateway in a Zero Trust architecture?',
      'What role does API Gateway play in a microservices architecture, and how do you ensure inter-service ' +
        'communication security?',
      'How would you handle high-traffic APIs with strict SLAs using API Gateway and backend services like Lambda or ' +
        'ECS?',
      'What are the best practices for API versioning and lifecycle management in API Gateway at scale?',
      'How would you architect an API Gateway solution to support multi-tenancy?',
      'How can API Gateway integrate with asynchronous processing using services like AWS SQS or AWS EventBridge?',
    ]);
  });

  it('keeps the marks inside key points and leaves out the bullets that only introduce them', () => {
    const texts = pack.questions.map(({ keyPoints }) => keyPoints.map(({ text }) => text));
    expect(texts[0]?.[3]).toBe(
      'Use **rate limiting**, **throttling**, and **usage plans** to protect your backend services.',
    );
    expect(texts[1]?.[2]).toBe(
      'REST APIs are integrated with standard HTTP backends like Lambda or HTTP endpoints, while WebSocket APIs ' +
        'maintain persistent connections via a connection ID.',
    );
    expect(texts[5]?.[0]).toBe(
      'Routing of requests to different microservices using path-based or method-based routing.',
    );
    expect(texts[7]?.[0]).toBe(
      'Use **URI path versioning** (e.g., `/v1/resource`) to clearly distinguish between different versions.',
    );
    expect(texts[9]?.[3]).toBe(
      'Combine this with **Step Functions** for orchestration of multiple asynchronous tasks triggered by API ' +
        'requests.',
    );
    expect(texts.flat().filter((text) => text.endsWith(':'))).toEqual([]);
  });
});

describe('parsePack', () => {
  it('reads every field of a key point', () => {
    const pack = readPack(`---
title: Caching
topic: web-caching
level: mid
licence: CC-BY-4.0
reviewed: 2026-11-23
---

## What is a cache? {#what}

- A cache is **memory** near the caller. {#near}
  - weight: 2.5
  - hint: Think of where it is.
  - follow-up: How near is \`near\`?
  - source: RFC 9111
  - parts:
    - memory | RAM
    - near | close by
  - accepts:
    - It keeps a copy close by.
    - RAM next to you.
  - rejects: It is far away.
- It is fast.
`);
    const version = expect.stringMatching(/^[0-9a-f]{12}$/);
    const where = { pack: 'caching', topic: 'web-caching', level: 'mid' };
    expect(pack).toEqual({
      id: 'caching',
      title: 'Caching',
      topic: 'web-caching',
      level: 'mid',
      licence: 'CC-BY-4.0',
      reviewedOn: '2026-11-23',
      questions: [
        {
          id: 'caching/what',
          version,
          ...where,
          text: 'What is a cache?',
          keyPoints: [
            {
              id: 'near',
              text: 'A cache is **memory** near the caller.',
              weight: 2.5,
              hint: 'Think of where it is.',
              followUp: 'How near is `near`?',
              source: 'RFC 9111',
              accepts: ['It keeps a copy close by.', 'RAM next to you.'],
              rejects: ['It is far away.'],
              parts: [
                ['memory', 'RAM'],
                ['near', 'close by'],
              ],
            },
            { id: 'fast', text: 'It is fast.', weight: 1, accepts: [], rejects: [], parts: [] },
          ],
        },
      ],
    });
  });

  it('knows a pack without front matter by its heading and its file', () => {
    const pack = readPack(`# Caches, explained:\n\nSome prose.\n\n${cache}`, 'C:\\packs\\Web Caching.MD');
    expect(pack).toMatchObject({
      id: 'web-caching',
      title: 'Caches, explained',
      topic: 'web-caching',
      level: 'senior',
    });
    expect(pack.questions.map(({ id }) => id)).toEqual(['web-caching/cache']);
  });

  it('takes a bullet that only introduces nested bullets for no key point, however deep', () => {
    const pack = readPack('## Q?\n- To begin:\n  - Alpha.\n  - In detail:\n    - Beta.\n    - Gamma.\n- Delta.\n');
    expect(pack.questions[0]?.keyPoints.map(({ text }) => text)).toEqual(['Alpha.', 'Beta.', 'Gamma.', 'Delta.']);
  });

  it('takes a numbered list without nested bullets for a table of contents', () => {
    const pack = readPack(
      '# All\n\n1. What is a cache?\n2. What is a lock?\n\n---\n\n1. **What is a cache?**\n   - Memory.\n',
    );
    expect(pack.questions.map(({ text }) => text)).toEqual(['What is a cache?']);
  });

  it('reads a bullet that is wrapped over lines as one line', () => {
    const pack = readPack('## Q?\n- A cache\n  is **fast\n  memory**.\n');
    expect(pack.questions[0]?.keyPoints[0]?.text).toBe('A cache is **fast memory**.');
  });

  it('leaves prose between heading and bullets to human readers', () => {
    const pack = readPack('## What is a cache?\n\nAsked in 2025.\n\n```\nget(key)\n```\n\n- Memory.\n');
    expect(pack.questions).toMatchObject([{ text: 'What is a cache?', keyPoints: [{ text: 'Memory.' }] }]);
  });

  it('knows a bold numbered question with an explicit id by its words alone', () => {
    const pack = readPack('1. **What is a cache?** {#what}\n   - Memory.\n');
    expect(pack.questions).toMatchObject([{ id: 'caching/what', text: 'What is a cache?' }]);
  });

  it('keeps explicit ids out of the title', () => {
    expect(readPack('# Caches {#caches}\n\n## Q?\n- x\n').title).toBe('Caches');
    expect(readPack('## What is a cache? {#what}\n- Memory.\n').title).not.toContain('{#');
  });

  it('reads bytes from any editor: Windows and old Mac line ends, a byte order mark', () => {
    const source = `---\ntitle: Caching\nlevel: mid\n---\n\n${cache}  - hint: Think.\n  - accepts:\n    - RAM\n`;
    const pack = readPack(source);
    expect(readPack(source.replaceAll('\n', '\r\n'))).toEqual(pack);
    expect(readPack(source.replaceAll('\n', '\r'))).toEqual(pack);
    expect(readPack(`\uFEFF${source}`)).toEqual(pack);
    expect(readPack(`\uFEFF${source.replaceAll('\n', '\r\n')}`)).toEqual(pack);
    expect(readPack(source.trimEnd())).toEqual(pack);
  });

  it('never throws at bytes that are no text at all, 100 KB of them', () => {
    let state = 1;
    const bytes = Uint8Array.from({ length: 102_400 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return state & 255;
    });
    expect(readProblems(new TextDecoder().decode(bytes))).not.toEqual([]);
  });
});

describe('ids and versions', () => {
  const versionsOf = (source: string) => readPack(source).questions.map(({ version }) => version);

  it('come from the wording when nobody names them', () => {
    const [question] = readPack('## How do you keep a cache **fresh**?\n- Use a `time to live`!\n').questions;
    expect(question?.id).toBe('caching/keep-cache-fresh');
    expect(question?.keyPoints[0]?.id).toBe('time-live');
  });

  it('stay when the wording changes under an explicit id, while the version changes', () => {
    const [before] = readPack('## What is a cache? {#what}\n- Memory. {#memory}\n').questions;
    const [after] = readPack('## Explain a cache. {#what}\n- It is made of RAM. {#memory}\n').questions;
    expect(after?.id).toBe(before?.id);
    expect(after?.keyPoints[0]?.id).toBe('memory');
    expect(after?.version).not.toBe(before?.version);
  });

  const changes = ['## What is the cache?\n\n- Memory.\n', `${cache}- Fast.\n`].concat(
    ['weight: 2', 'hint: Think.', 'follow-up: Why?', 'accepts: RAM', 'rejects: Disk', 'parts: fast | quick'].map(
      (field) => `${cache}  - ${field}\n`,
    ),
  );
  it.each(changes)('give another version to %j', (changed) => {
    expect(versionsOf(changed)).not.toEqual(versionsOf(cache));
  });

  it('give each of those changes a version of its own', () => {
    expect(new Set(changes.flatMap(versionsOf)).size).toBe(changes.length);
  });

  it('do not change with what is around the question', () => {
    const around = `---\ntitle: Other\nlevel: junior\n---\n# Heading\n\n## First?\n- One.\n\n${cache}`;
    expect(versionsOf(around)[1]).toBe(versionsOf(cache)[0]);
  });
});
