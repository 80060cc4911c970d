import { DefaultRestOptions, type RESTOptions } from 'discord.js';

/**
 * Calls Discord as discord.js does, with a form written out as bytes: what sends is the version of undici that was loaded
 * first, and the newer one of Slack's client takes no form that it has not made.
 */
export const request: RESTOptions['makeRequest'] = async (url, init) => {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const form = new Response(init.body);
  const headers = new Headers(Object.entries(init.headers ?? {}));
  headers.set('content-type', form.headers.get('content-type') ?? '');
  const body = new Uint8Array(await form.arrayBuffer());
  return DefaultRestOptions.makeRequest(url, { ...init, headers: Object.fromEntries(headers), body });
};
