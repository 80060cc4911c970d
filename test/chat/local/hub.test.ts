import { describe, expect, it } from 'vitest';
import { createHub, type PageEvent } from '../../../src/chat/local/hub.ts';

function openWindow(hub: ReturnType<typeof createHub>, memberId: string) {
  const seen: PageEvent[] = [];
  const close = hub.open({ memberId, name: memberId, send: (event) => seen.push(event) });
  return { seen, close };
}

describe('the hub', () => {
  it('sends an event to the windows it is meant for, and to no other', () => {
    const hub = createHub(0);
    const [ana, bob] = [openWindow(hub, 'ana'), openWindow(hub, 'bob')];
    const windows = hub.windows().filter(({ memberId }) => memberId === 'ana');
    hub.send(windows, { name: 'home', data: 'x' });
    expect(ana.seen).toMatchObject([{ name: 'home', data: 'x' }]);
    expect(bob.seen).toEqual([]);
  });

  it('counts events upwards, also those that nobody has seen', () => {
    const hub = createHub(0);
    const before = hub.lastId();
    hub.send([], { name: 'home', data: 'x' });
    const between = hub.lastId();
    const ana = openWindow(hub, 'ana');
    hub.send(hub.windows(), { name: 'thread', data: 'y' });
    expect(between).toBeGreaterThan(before);
    expect(hub.lastId()).toBeGreaterThan(between);
    expect(ana.seen.map(({ id }) => id)).toEqual([hub.lastId()]);
  });

  it('gives two windows of one member the same event under the same number', () => {
    const hub = createHub(0);
    const windows = [openWindow(hub, 'ana'), openWindow(hub, 'ana')];
    hub.send(hub.windows(), { name: 'entry', data: 'x' });
    expect(windows[0]?.seen).toEqual(windows[1]?.seen);
  });

  it('forgets a window that has closed, however often it closes', () => {
    const hub = createHub(0);
    const [ana, bob] = [openWindow(hub, 'ana'), openWindow(hub, 'bob')];
    ana.close();
    ana.close();
    hub.send(hub.windows(), { name: 'home', data: 'x' });
    expect(ana.seen).toEqual([]);
    expect(bob.seen).toHaveLength(1);
    expect(hub.windows().map(({ memberId }) => memberId)).toEqual(['bob']);
  });
});
