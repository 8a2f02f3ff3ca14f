import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Actor } from '../http/actor.js';
import { defineRoute, type Access, type Call, type Route } from '../http/route.js';
import { navigationFor, type WaitingCounts } from './navigation.js';
import type { RenderView } from './views.js';
import { weighsPeople } from './weighs-people.js';

const compress = promisify(gzip);

/** Scripts, styles and data of our own only, nothing inline, and no text that a script could take for markup. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/**
 * A form is answered on the strength of its Origin, which browsers leave out under `no-referrer`; to other sites nothing
 * is told, a candidate's link least of all.
 */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': PAGE_POLICY,
  'referrer-policy': 'same-origin',
  vary: 'accept-encoding',
};

/** What a page shows. */
export interface Page {
  /** Name of the view, such as `candidate/upload`. */
  readonly view: string;
  readonly title: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** Where to go on: an address of ours, without host. */
export interface Redirect {
  readonly to: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

interface PageOptions<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  readonly method?: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Null: the answer has been written. */
  readonly show: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Page | Redirect | null>;
}

/** Makes the routes of pages. */
export interface PageMaker {
  define<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType = z.ZodUndefined>(
    options: PageOptions<P, Q, B>,
  ): Route;
  /** Writes a page as the answer to a request. */
  write(page: Page, actor: Actor | null, request: Request, response: Response): Promise<void>;
}

/**
 * @param render fills in a view.
 * @param countWaiting what waits for those who weigh people, for the menu of each page that shows it.
 */
export function createPageMaker(render: RenderView, countWaiting: () => Promise<WaitingCounts>): PageMaker {
  const write: PageMaker['write'] = async (page, actor, request, response) => {
    const waiting =
      weighsPeople(actor) && (page.status ?? 200) < 500 ? await countWaiting() : new Map<string, string>();
    const html = render(page.view, {
      ...page.data,
      title: page.title,
      navigation: navigationFor(actor, request.path, waiting),
      actor,
    });
    response.status(page.status ?? 200).set({ ...PAGE_HEADERS, ...page.headers });
    if (request.acceptsEncodings('gzip') === 'gzip') {
      const body = await compress(html);
      response.set('content-encoding', 'gzip').send(body);
    } else {
      response.send(html);
    }
  };
  return {
    write,
    define: ({ show, method = 'get', ...options }) =>
      defineRoute({
        ...options,
        method,
        page: true,
        tag: 'Pages',
        responses: { 200: { description: 'The page.' }, 303: { description: 'Where to go on.' } },
        async handle(call) {
          const { actor, request, response } = call;
          const shown = await show(call);
          if (shown === null) return null;
          if ('to' in shown) {
            response.status(303).set({ location: shown.to, ...shown.headers });
            response.end();
          } else {
            await write(shown, actor, request, response);
          }
          return null;
        },
      }),
  };
}
