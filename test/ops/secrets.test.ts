import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoachError } from '../../src/domain/errors.ts';
import { createSealer, newToken, type Sealer } from '../../src/ops/secrets.ts';

const [oldKey, newKey] = ['an-old-key-0123456789-0123456789', 'a-new-key-9876543210-9876543210-x'];
const tenant = 'slack:T1';
const token = 'xoxb-1-canary-token';
const sealer = createSealer(oldKey);
const sealed = sealer.seal(token, tenant);

/** What `open` throws, checked to be a sentence without any secret. */
function refusalOf(opener: Sealer, text: string, of = tenant): CoachError {
  try {
    opener.open(text, of);
  } catch (error) {
    if (!(error instanceof CoachError)) throw error;
    const told = `${error.message} ${error.stack} ${String(error.cause)}`;
    for (const part of [token, oldKey, newKey, sealed]) expect(told).not.toContain(part);
    expect(error.message).toMatch(/^[^\n]+\.$/);
    return error;
  }
  throw new Error(`opened: ${text}`);
}

/** The sealed text with another character at one place. */
function altered(part: number, at: number): string {
  const parts = sealed.split('.');
  const old = parts[part] ?? '';
  const index = (at + old.length) % old.length;
  const other = old[index] === 'A' ? 'B' : 'A';
  parts[part] = old.slice(0, index) + other + old.slice(index + 1);
  return parts.join('.');
}

describe('a sealed text', () => {
  it('opens to what it was, whatever it was and whoever it is for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (plain, of) => {
        expect(sealer.open(sealer.seal(plain, of), of)).toBe(plain);
      }),
    );
  });

  it('has five parts: version, key, IV of 96 bits, tag of 128 bits, data', () => {
    const [form, key, iv, tag, data] = sealed.split('.');
    expect(sealed).toMatch(/^v1(\.[\w-]+){4}$/);
    expect(form).toBe('v1');
    expect(key).toHaveLength(11);
    expect(Buffer.from(iv ?? '', 'base64url')).toHaveLength(12);
    expect(Buffer.from(tag ?? '', 'base64url')).toHaveLength(16);
    expect(Buffer.from(data ?? '', 'base64url')).toHaveLength(token.length);
  });

  it('holds neither the plain text nor the key nor the tenant, in any encoding', () => {
    const bytes = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    for (const text of [sealed, ...bytes])
      for (const hidden of [token, oldKey, tenant, Buffer.from(token).toString('base64url')])
        expect(text).not.toContain(hidden);
  });

  it('is another one each time, under an IV that is never used twice', () => {
    const ivs = Array.from({ length: 1_000 }, () => sealer.seal(token, tenant).split('.')[2]);
    expect(new Set(ivs).size).toBe(1_000);
  });

  it('is refused for another tenant', () => {
    for (const of of ['slack:T2', 'discord:T1', 'slack:T1 ', '', 'slack:t1'])
      expect(refusalOf(sealer, sealed, of).code).toBe('secret-unreadable');
  });

  it.each([
    ['version', 0],
    ['key', 1],
    ['IV', 2],
    ['tag', 3],
    ['data', 4],
  ])('is refused when its %s is altered at any place', (_name, part) => {
    const { length } = sealed.split('.')[part] ?? '';
    for (let at = 0; at < length; at += 1) expect(refusalOf(sealer, altered(part, at)).code).toBe('secret-unreadable');
  });

  it('is refused when it is written in another way, cut short or longer than it was', () => {
    const parts = sealed.split('.');
    const change = (part: number, text: string) => parts.with(part, text).join('.');
    const tag = Buffer.from(parts[3] ?? '', 'base64url');
    const texts = [
      '',
      'v1',
      '....',
      token,
      `${sealed}.`,
      `${sealed}=`,
      `${sealed}\n`,
      ` ${sealed}`,
      sealed.slice(0, -1),
      sealed.toUpperCase(),
      parts.slice(0, 4).join('.'),
      change(3, tag.subarray(0, 4).toString('base64url')),
      change(3, tag.subarray(0, 12).toString('base64url')),
      change(3, ''),
      change(2, ''),
      change(2, parts[3] ?? ''),
      change(4, ''),
      change(1, ''),
      change(0, 'v2'),
      'v1.__proto__.a.b.c',
      '\0'.repeat(100_000),
      '.'.repeat(100_000),
    ];
    for (const text of texts) expect(refusalOf(sealer, text).code).toBe('secret-unreadable');
  });
});

describe('a key that is replaced', () => {
  const rotated = createSealer(`${newKey}, ${oldKey}`);

  it('still opens what it sealed, while the new one seals', () => {
    expect(rotated.open(sealed, tenant)).toBe(token);
    const fresh = rotated.seal(token, tenant);
    expect(createSealer(newKey).open(fresh, tenant)).toBe(token);
    expect(refusalOf(sealer, fresh).message).toContain('SECRET_KEY');
  });

  it('opens nothing more once it is gone, and the sentence says what to do', () => {
    expect(refusalOf(createSealer(newKey), sealed)).toMatchObject({
      code: 'secret-unreadable',
      message: expect.stringContaining('add that key after a comma'),
    });
  });

  it('does not open a text that names the other key', () => {
    const [, otherId] = rotated.seal(token, tenant).split('.');
    const renamed = sealed.split('.').with(1, otherId ?? '');
    expect(refusalOf(rotated, renamed.join('.')).code).toBe('secret-unreadable');
  });

  it('is not one made of commas and blanks', () => {
    for (const none of ['', ',', ' , ,']) expect(() => createSealer(none)).toThrow('SECRET_KEY is missing');
  });
});

describe('a token of a link or a session', () => {
  it('has 256 bits in an address, each of them by chance', () => {
    const tokens = Array.from({ length: 200 }, newToken);
    for (const made of tokens) expect(made).toMatch(/^[\w-]{43}$/);
    const bits = tokens.map((made) => BigInt(`0x${Buffer.from(made, 'base64url').toString('hex')}`));
    const [everOne, everZero] = [bits.reduce((all, one) => all | one), ~bits.reduce((all, one) => all & one)];
    expect(everOne & everZero).toBe(2n ** 256n - 1n);
  });
});
