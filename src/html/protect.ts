import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';

/** What a site is asked for under, and what it says to whom it refuses. */
export type Gate = {
  /** Whether a host name is one of the site's own. */
  readonly isOwnHost: (name: string) => boolean;
  /** Whether a form comes from the site itself; by default from where it was asked for. */
  readonly isOwnOrigin?: (origin: string, c: Context) => boolean;
  /** Whether its pages run the site's own script. */
  readonly scripted: boolean;
  readonly refuse: (c: Context, problem: string, status: 403 | 413 | 500) => Response | Promise<Response>;
  /** Told of a fault while a request was served; whoever asked gets one sentence. */
  readonly onError: (error: unknown) => void;
};

const maxBodyBytes = 1_000_000;

/** What holds for every request: known host names only, no foreign origin, a bounded body, nothing from elsewhere, and no word of a fault. */
export function protect(routes: Hono, { isOwnHost, isOwnOrigin, scripted, refuse, onError }: Gate): void {
  routes.onError((error, c) => {
    if (error instanceof HTTPException)
      return refuse(c, 'That was not sent by this site: open its own page and try again.', 403);
    onError(error);
    return refuse(c, 'That did not work: try again, nothing counts twice.', 500);
  });
  routes.use(async (c, next) =>
    isOwnHost(new URL(c.req.url).hostname) ? next() : c.text('This page answers under its own address only.', 403),
  );
  routes.use(
    secureHeaders({
      // `no-referrer`, the default, would make browsers hide the origin of the page's own forms.
      referrerPolicy: 'same-origin',
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        ...(scripted && { scriptSrc: ["'self'"], connectSrc: ["'self'"] }),
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  );
  routes.use(csrf(isOwnOrigin && { origin: isOwnOrigin }));
  routes.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => {
        // Its rest is not read, so nothing else may come on this connection.
        c.header('connection', 'close');
        return refuse(c, 'That is too long: an answer has at most 4,000 characters.', 413);
      },
    }),
  );
}

/** The fields of a form; none where the body is no form. */
export async function readForm(c: Context): Promise<Record<string, unknown>> {
  return c.req.parseBody({ all: true }).catch(() => ({}));
}
