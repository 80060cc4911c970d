import { describe, expect, it } from 'vitest';
import { pictureUrl } from '../../../src/chat/local/picture.ts';
import type { Paint } from '../../../src/chat/paint.ts';
import type { Chart } from '../../../src/reply/chart.ts';
import { pictureOf, tinyPng } from '../../fixtures/pictures.ts';
import { createBareChat, createMemoryTranscript } from './bare-chat.ts';

const { chart } = pictureOf('Ana has 3 points.');

function chatWith(paint?: Paint) {
  return createBareChat(createMemoryTranscript(), { paint, paintTimeoutMs: 20 });
}

describe('a picture of the local page', () => {
  it('is drawn of the chart in its address, for this page alone, and may be kept', async () => {
    const drawn: Chart[] = [];
    const chat = chatWith(async (wanted) => {
      drawn.push(wanted);
      return tinyPng();
    });
    const response = await chat.get(pictureUrl(chart) ?? '');
    expect(Buffer.from(await response.arrayBuffer()).equals(tinyPng())).toBe(true);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(drawn).toEqual([chart]);
  });

  it('has no address when its chart is too large for one', () => {
    const bars = Array.from({ length: 200 }, () => ({ label: 'a long name', amounts: [1, 2, 3], marked: false }));
    expect(pictureUrl({ ...chart, bars })).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no chart', '?chart=e30'],
    ['no JSON', '?chart=%00%ff..'],
    ['another type', `?chart=${Buffer.from('{"type":"pie"}').toString('base64url')}`],
    ['too much', `?chart=${'A'.repeat(100_000)}`],
  ])('is not there for an address that holds %s', async (_what, query) => {
    let drawn = 0;
    const chat = chatWith(async () => {
      drawn += 1;
      return tinyPng();
    });
    expect((await chat.get(`/picture.png${query}`)).status).toBe(404);
    expect([drawn, chat.errors]).toEqual([0, []]);
  });

  it.each<[string, Paint | undefined, number]>([
    ['nobody paints', undefined, 0],
    ['painting fails', () => Promise.reject(new Error('no ink')), 1],
    ['painting never ends', () => new Promise(() => {}), 1],
  ])('is not there when %s', async (_what, paint, faults) => {
    const chat = chatWith(paint);
    expect((await chat.get(pictureUrl(chart) ?? '')).status).toBe(404);
    expect(chat.errors).toHaveLength(faults);
  });
});
