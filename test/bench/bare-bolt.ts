// The baselines of `slack-ack.ts`: Bolt as it comes, with its own receivers, and listeners that acknowledge and do nothing,
// or put what came on the disk before.
import { App, LogLevel } from '@slack/bolt';
import { createKeep } from './disk-first.ts';

const { SLACK_API_URL: slackApiUrl = '', SLACK_BOT_TOKEN: token = '', SLACK_APP_TOKEN: appToken } = process.env;
const { SLACK_SIGNING_SECRET: signingSecret = '', KEEP_IN: keepIn } = process.env;
const transport = appToken === undefined ? { signingSecret } : { appToken, socketMode: true };

const app = new App({ ...transport, token, clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR });
const keep = createKeep(keepIn);
const take = ({ ack, body }: { ack: () => Promise<void>; body: unknown }) => {
  keep(body);
  return ack();
};
app.command(/.*/, take);
app.action(/.*/, take);
app.view(/.*/, take);

if (appToken === undefined) {
  const address = (await app.start({ port: 0, host: '127.0.0.1' })).address();
  if (typeof address !== 'object' || !address) throw new Error('Bolt has no port.');
  console.log(`Bolt is ready: http://127.0.0.1:${address.port}`);
} else {
  await app.start();
  console.log(`Bolt is ready: ${slackApiUrl}`);
}
