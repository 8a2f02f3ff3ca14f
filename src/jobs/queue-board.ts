import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { Problem } from '../http/problem.js';
import { ADMINS, defineRoute, type Route } from '../http/route.js';
import type { QueueControl } from '../queue/queue-control.js';

const BASE = '/admin/queues';
const TITLE = 'Queues';

/**
 * The board's own pages alone: its scripts and styles come from here, and it fetches from here. Beside what our pages may,
 * it needs a base address and styles that its components write.
 */
const BOARD_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Folders below the board: `static/locales/en-US/messages.json` is the deepest. */
const DEEPEST = 5;
const step = z.string().max(300);

/**
 * bull-board, for administrators to look at jobs: ids and times, no more. Nothing can be changed by it: only what it reads
 * is served, and every queue is read-only. What failed is tried again by `/v1/dead-letters`.
 */
export function boardRoutes(queue: QueueControl | null): Route[] {
  let board: Promise<RequestHandler> | null = null;
  const open = (): Promise<RequestHandler> => {
    if (queue === null) throw new Problem('queue_unavailable');
    board ??= openBoard(queue).catch((error: unknown) => {
      board = null;
      throw new Problem('queue_unavailable', { cause: error });
    });
    return board;
  };
  const page = boardPage();
  return Array.from({ length: DEEPEST + 1 }, (_, depth) => {
    const names = Array.from({ length: depth }, (_unused, n) => `step${n + 1}`);
    return defineRoute({
      method: 'get',
      path: [BASE, ...names.map((name) => `{${name}}`)].join('/'),
      page: true,
      tag: 'Pages',
      summary: 'The board of queues',
      access: ADMINS,
      params: z.object(Object.fromEntries(names.map((name) => [name, step]))),
      query: z.looseObject({}),
      responses: { 200: { description: 'A page, script, style or answer of the board.' } },
      async handle({ request, response }) {
        response.set('content-security-policy', BOARD_POLICY);
        const inside = request.url.slice(BASE.length);
        const handler = await open();
        if (/^\/(static|api)\//.test(inside)) await pass(handler, inside, request, response);
        else response.status(200).type('html').send(page);
        return null;
      },
    });
  });
}

async function openBoard(queue: QueueControl): Promise<RequestHandler> {
  const adapter = new ExpressAdapter();
  const queues = await queue.openAll();
  createBullBoard({
    // Its types know queues on Redis alone; it asks a queue itself where it is kept.
    queues: queues.map(
      (one) =>
        new BullMQAdapter(one as unknown as ConstructorParameters<typeof BullMQAdapter>[0], {
          readOnlyMode: true,
        }),
    ),
    serverAdapter: adapter.setBasePath(BASE),
    options: { uiConfig: UI },
  });
  return adapter.getRouter() as RequestHandler;
}

/** The board is an application of its own, with its addresses beginning at its root. */
function pass(handler: RequestHandler, inside: string, request: Request, response: Response): Promise<void> {
  const { url } = request;
  request.url = inside;
  return new Promise((resolve, reject) => {
    response.once('close', resolve).once('finish', resolve);
    void handler(request, response, (error: unknown) => {
      request.url = url;
      reject(error instanceof Error ? error : new Problem('not_found'));
    });
  });
}

const UI = { boardTitle: TITLE, hideRedisDetails: true, hideDocsLink: true } as const;

/** The board's page without what it would fetch from elsewhere: its own has a font of another site. */
function boardPage(): string {
  const folder = dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json'));
  const theirs = readFileSync(join(folder, 'dist', 'index.ejs'), 'utf8');
  const style = /static\/css\/[\w.-]+\.css/.exec(theirs)?.[0] ?? '';
  const scripts = theirs.match(/static\/js\/[\w.-]+\.js/g) ?? [];
  const config = JSON.stringify(UI).replaceAll('<', '\\u003c');
  return [
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<base href="${BASE}/"><title>${TITLE}</title><link href="${style}" rel="stylesheet"></head>`,
    `<body><script id="__UI_CONFIG__" type="application/json">${config}</script>`,
    '<div id="root"><p>Loading. The board needs JavaScript; <a href="/admin">Administration</a> has the figures without.</p></div>',
    ...scripts.map((script) => `<script defer src="${script}"></script>`),
    '</body></html>',
  ].join('\n');
}
