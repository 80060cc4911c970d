import { type App, startApp } from '../../../src/app.ts';
import { createLog } from '../../../src/ops/log.ts';
import { chatAdapterContract } from '../../contracts/chat-adapter-contract.ts';
import { createScratch } from '../../fixtures/scratch.ts';
import { createWebPerson, type WebPerson } from '../../fixtures/web-person.ts';
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
