export type Bounds = {
  /** For the whole exchange, to the last byte of the body, in milliseconds. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
};

/**
 * A `fetch` that gives a whole JSON body or fails: no longer than so many milliseconds, no larger than so many bytes, and never sent on to another
 * address. What fails says nothing of the body.
 */
export function createBoundedFetch({ timeoutMs, maxBytes }: Bounds): typeof fetch {
  return async (input, init) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    const response = await fetch(input, { ...init, signal, redirect: 'error' });
    const body = await readWithin(response, maxBytes);
    if (response.ok && !isJson(body)) throw new Error('the server sent something that is not JSON');
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers: withoutCoding(headers) });
  };
}

async function readWithin({ body }: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`the server sent more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** The body is decoded by now. */
function withoutCoding(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
  return kept;
}
