import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { CoachError } from '../domain/errors.ts';

/** Keeps texts so that only the holder of SECRET_KEY can read them, each bound to the tenant that it was sealed for. */
export type Sealer = {
  seal(plain: string, tenant: string): string;
  /** Throws a CoachError `secret-unreadable` for what was altered, sealed for another tenant or with an unknown key. */
  open(sealed: string, tenant: string): string;
  /** Whether the key that seals now has sealed a text, as far as it says so itself; otherwise it is to be sealed anew. */
  isCurrent(sealed: string): boolean;
};

type Key = { readonly id: string; readonly bytes: Buffer };

const version = 'v1';
const cipherName = 'aes-256-gcm';
const bytesOf = { key: 32, id: 8, iv: 12, tag: 16 } as const;

/**
 * AES-256-GCM with a random 96-bit IV for each text and the tenant as associated data; keys come from `secretKey` by
 * HKDF-SHA-256. Of several keys, separated by commas, the first seals and all open, so that a key can be replaced.
 */
export function createSealer(secretKey: string): Sealer {
  const keys = splitKeys(secretKey).map(deriveKey);
  const [first] = keys;
  if (!first) throw new CoachError('config-invalid', 'SECRET_KEY is missing: set it to 32 random characters or more.');
  return {
    seal: (plain, tenant) => seal(first, plain, tenant),
    open: (sealed, tenant) => open(keys, sealed, tenant),
    isCurrent: (sealed) => sealed.startsWith(`${version}.${first.id}.`),
  };
}

/** The keys of a SECRET_KEY, as its commas part them. */
export function splitKeys(secretKey: string): readonly string[] {
  return secretKey
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
}

/** 256 random bits that an address and a cookie can hold. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The id tells keys apart in what is stored and says nothing of the key. */
function deriveKey(secret: string): Key {
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `interview-coach ${version} ${purpose}`, length));
  return { id: derive('key id', bytesOf.id).toString('base64url'), bytes: derive('sealing', bytesOf.key) };
}

function seal({ id, bytes }: Key, plain: string, tenant: string): string {
  const iv = randomBytes(bytesOf.iv);
  const cipher = createCipheriv(cipherName, bytes, iv, { authTagLength: bytesOf.tag });
  cipher.setAAD(Buffer.from(tenant));
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), data].map((part) => part.toString('base64url'));
  return [version, id, ...parts].join('.');
}

function open(keys: readonly Key[], sealed: string, tenant: string): string {
  const [form, keyId, iv, tag, data, ...rest] = sealed.split('.');
  if (form !== version || rest.length > 0) throw damaged();
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw unknownKey();
  try {
    const decipher = createDecipheriv(cipherName, key.bytes, decode(iv, bytesOf.iv), { authTagLength: bytesOf.tag });
    decipher.setAAD(Buffer.from(tenant));
    decipher.setAuthTag(decode(tag, bytesOf.tag));
    return Buffer.concat([decipher.update(decode(data)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw damaged(cause);
  }
}

/** The bytes of a part; each text that stands for bytes is written in one way only. */
function decode(part: string | undefined, length?: number): Buffer {
  const bytes = Buffer.from(part ?? '', 'base64url');
  if (bytes.toString('base64url') !== part) throw new Error('not base64url');
  if (length !== undefined && bytes.length !== length) throw new Error('of another length');
  return bytes;
}

function damaged(cause?: unknown): CoachError {
  const message = 'A stored token is damaged or not meant for this workspace: install Interview Coach there again.';
  return new CoachError('secret-unreadable', message, { cause });
}

function unknownKey(): CoachError {
  const message = 'A stored token was sealed with a key that is not in SECRET_KEY: add that key after a comma.';
  return new CoachError('secret-unreadable', message);
}
