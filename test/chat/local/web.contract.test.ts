import { parse } from 'node-html-parser';
import { type App, startApp } from '../../../src/app.ts';
import { createPainter } from '../../../src/charts/painter.ts';
import { createLog } from '../../../src/ops/log.ts';
import { chatAdapterContract, chatPostContract } from '../../contracts/chat-adapter-contract.ts';
import { createScratch } from '../../fixtures/scratch.ts';
import { createWebPerson, type WebPerson } from '../../fixtures/web-person.ts';
import { createBareChat, createMemoryTranscript, handleBy, message } from './bare-chat.ts';
import { isOwnPicture } from './own-picture.ts';

chatAdapterContract('the local page', { sendsBlankForms: true }, async () => {
  const scratch = await createScratch();
  const start = () => startApp({ config: scratch.config, log: createLog('silent') });
  let app: App = await start();
  const people: WebPerson[] = [];
  return {
    person: async (name) => {
      const person = createWebPerson(app.url, name);
      people.push(person);
      return person;
    },
    restart: async () => {
      await app.stop();
      app = await start();
    },
    liveMarkup: async () => {
      const pages = await Promise.all(people.map((person) => person.page()));
      const live = pages.flatMap((page) => page.querySelectorAll('main script, main img, main a'));
      return live.filter((tag) => !isOwnPicture(tag)).map(String);
    },
    close: async () => {
      await app.stop();
      await scratch.remove();
    },
  };
});

chatPostContract('the local page', async ({ paint }) => {
  const chat = createBareChat(createMemoryTranscript(), { ...createPainter(), paint });
  await chat.adapter.start(handleBy(() => message('nothing')));
  const channel = async () => {
    const page = parse(await (await chat.get('/as/Ana')).text());
    return page.querySelectorAll('#channel article');
  };
  const images = async () => (await channel()).flatMap((article) => article.querySelectorAll('img'));
  const wordsOf = async () => {
    const alts = (await images()).map((image) => image.getAttribute('alt') ?? '');
    return [...(await channel()).map(({ text }) => text), ...alts];
  };
  return {
    chat: chat.adapter,
    workspace: 'local',
    to: { type: 'channel', id: 'daily' },
    sees: async () => (await wordsOf()).join('\n'),
    below: async (words) => (await wordsOf()).filter((text) => text.includes(`In reply to: ${words}`)).join('\n'),
    pictures: async () => {
      const shown = [];
      for (const image of await images()) {
        const picture = await chat.get(image.getAttribute('src') ?? '');
        if (picture.headers.get('content-type') === 'image/png') shown.push(image.getAttribute('alt') ?? '');
      }
      return shown;
    },
    pause: async () => {},
    faults: () => [],
  };
});
