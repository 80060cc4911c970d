import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { readPack } from './read-pack.ts';

const gateway = readPack(
  `---
title: AWS API Gateway
topic: api-gateway
level: architect
---
## What is a **stage** in \`API Gateway\`? {#stage}
- A named deployment.
## How do you keep it safe? {#safety}
- With authorizers.
`,
  'gateway.md',
);
const caching = readPack(
  `---
title: Caching
topic: caching
level: junior
---
## What does a cache buy you? {#what}
- Lower latency.
## How do you keep it fresh? {#fresh}
- A time to live.
`,
  'caching.md',
);
const more = readPack(
  `---
title: Caching, continued
topic: caching
level: senior
---
## What is a stampede? {#what}
- All miss at once.
`,
  'more-caching.md',
);
const catalog = createCatalog([gateway, caching, more]);
const ids = (questions: readonly { readonly id: string }[]) => questions.map(({ id }) => id);

describe('list', () => {
  it('gives all questions in the order of packs and files', () => {
    expect(ids(catalog.list())).toEqual([
      'gateway/stage',
      'gateway/safety',
      'caching/what',
      'caching/fresh',
      'more-caching/what',
    ]);
  });

  it('keeps to a topic, whatever packs it is in', () => {
    expect(ids(catalog.list({ topic: 'caching' }))).toEqual(['caching/what', 'caching/fresh', 'more-caching/what']);
  });

  it('keeps to a level', () => {
    expect(ids(catalog.list({ level: 'architect' }))).toEqual(['gateway/stage', 'gateway/safety']);
    expect(catalog.list({ level: 'mid' })).toEqual([]);
  });

  it('keeps to a topic and a level at once', () => {
    expect(ids(catalog.list({ topic: 'caching', level: 'senior' }))).toEqual(['more-caching/what']);
    expect(catalog.list({ topic: 'api-gateway', level: 'junior' })).toEqual([]);
  });
});

describe('find', () => {
  it('knows a question by its id', () => {
    expect(catalog.find('caching/what')?.text).toBe('What does a cache buy you?');
    expect(catalog.find('more-caching/what')?.text).toBe('What is a stampede?');
  });

  it('knows a question by the part after the pack while only one pack has it', () => {
    expect(catalog.find('stage')?.id).toBe('gateway/stage');
    expect(catalog.find('fresh')?.id).toBe('caching/fresh');
  });

  it('does not guess between two questions with the same part', () => {
    expect(catalog.find('what')).toBeUndefined();
  });

  it.each(['', 'nothing', 'gateway', 'gateway/', '/stage', 'gateway/STAGE', '__proto__', 'constructor'])(
    'knows no question %j',
    (id) => expect(catalog.find(id)).toBeUndefined(),
  );

  it('takes the first of two packs with one id', () => {
    const copy = { ...caching, questions: caching.questions.map((question) => ({ ...question, text: 'Copy' })) };
    expect(createCatalog([caching, copy]).find('caching/what')?.text).toBe('What does a cache buy you?');
  });
});

describe('findByText', () => {
  const wordings = [
    'What is a **stage** in `API Gateway`?',
    'What is a stage in API Gateway?',
    'what is a stage in api gateway',
    '  WHAT is a “stage” -- in API   Gateway?!\n',
    'Ｗｈａｔ is a *stage* in api-gateway',
  ];
  it.each(wordings)('knows a question asked as %j', (wording) => {
    expect(catalog.findByText(wording)?.id).toBe('gateway/stage');
  });

  it.each(['', '???', 'What is a stage?', 'What is a stage in API Gateways?'])('knows none by %j', (wording) => {
    expect(catalog.findByText(wording)).toBeUndefined();
  });
});

describe('findTopic', () => {
  it('knows a topic by a word that it alone has, and takes no short word for a misspelling of another one', () => {
    const topics = ['SQS, SNS and EventBridge', 'ECS, EKS and containers', 'AWS Lambda', 'AWS API Gateway'];
    const library = createCatalog(
      topics.map((title, index) => ({
        id: `pack-${index}`,
        topic: `topic-${index}`,
        title,
        level: 'senior',
        questions: [],
      })),
    );
    const titleOf = (words: string) => library.findTopic(words)?.title;
    expect(['sqs', 'EventBridge', 'lambda', 'api gateway'].map(titleOf)).toEqual([
      topics[0],
      topics[0],
      topics[2],
      topics[3],
    ]);
    expect(['cost', 'aws', 'and'].map(titleOf)).toEqual([undefined, undefined, undefined]);
    expect(titleOf('contaners')).toBe(topics[1]);
  });

  it.each(['api-gateway', 'API Gateway', 'aws api gateway', 'api gatway', 'gateway', 'APIGateway'])(
    'takes %j for API Gateway',
    (words) => expect(catalog.findTopic(words)).toEqual({ id: 'api-gateway', title: 'AWS API Gateway' }),
  );

  it.each(['caching', 'Caching!', 'cachng', 'chaching', '**caching**'])('takes %j for caching', (words) => {
    expect(catalog.findTopic(words)?.id).toBe('caching');
  });

  it.each(['', '   ', '?!', 'kubernetes', 'tomato soup', 'xyzzy', 'mongodb', 'x'])('takes %j for no topic', (words) =>
    expect(catalog.findTopic(words)).toBeUndefined(),
  );

  it('takes a whole essay for no topic', () => {
    expect(catalog.findTopic('I would put it behind a load balancer. '.repeat(100))).toBeUndefined();
    expect(catalog.findTopic('caching '.repeat(30))).toBeUndefined();
  });

  it('finds nothing in a catalog without packs', () => {
    expect(createCatalog([]).findTopic('caching')).toBeUndefined();
    expect(createCatalog([]).list()).toEqual([]);
  });
});

describe('topics', () => {
  it('are listed once each, under the title of the first pack', () => {
    expect(catalog.topics()).toEqual([
      { id: 'api-gateway', title: 'AWS API Gateway' },
      { id: 'caching', title: 'Caching' },
    ]);
  });
});
