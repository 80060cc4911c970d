import type { WebClient } from '@slack/web-api';

/** How long the bytes of a file may take, in milliseconds, where nothing else is said. */
export const uploadTimeoutMs = 4_000;

export type NewFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What a picture shows, in words. */
  readonly altText?: string;
};

/** Brings the bytes of a file to Slack and gives its id; nobody sees it before the upload is completed. */
export async function upload(client: WebClient, file: NewFile, timeoutMs: number): Promise<string> {
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: file.name,
    length: file.bytes.byteLength,
    ...(file.altText !== undefined && { alt_text: file.altText }),
  });
  if (url === undefined || id === undefined) throw new Error('Slack did not say where to upload a file');
  await sendBytes(url, file.bytes, timeoutMs);
  return id;
}

async function sendBytes(url: string, bytes: Uint8Array, timeoutMs: number): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`Slack answered ${response.status} to the upload of a file`);
}
