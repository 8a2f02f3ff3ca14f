import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { Problem } from '../http/problem.js';
import { defineRoute, PUBLIC, type Route } from '../http/route.js';
import { projectRoot } from '../project-root.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};
const FOLDER = join(projectRoot, 'src', 'web', 'assets');
/** The name changes with the content, so whoever has a file never has to ask again. */
const FOREVER = 'public, max-age=31536000, immutable';

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

export interface Assets {
  /** Address of an asset by the name of its file, e.g. `theme.css`. @throws Error when there is none. */
  addressOf(file: string): string;
  readonly route: Route;
}

/** Styles and scripts of the pages: read once, compressed once, each under a name that holds the hash of its content. */
export function loadAssets(): Assets {
  const byAddress = new Map<string, Asset>();
  const addresses = new Map<string, string>();
  for (const file of readdirSync(FOLDER)) {
    const extension = extname(file);
    const type = TYPES[extension];
    if (type === undefined) continue;
    const plain = readFileSync(join(FOLDER, file));
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
    const name = `${file.slice(0, -extension.length)}.${hash}${extension}`;
    byAddress.set(name, { type, plain, br: brotliCompressSync(plain), gzip: gzipSync(plain) });
    addresses.set(file, `/assets/${name}`);
  }
  return {
    addressOf(file) {
      const address = addresses.get(file);
      if (address === undefined) throw new Error(`There is no asset ${file}`);
      return address;
    },
    route: defineRoute({
      method: 'get',
      path: '/assets/{file}',
      page: true,
      tag: 'Pages',
      summary: 'A style sheet, script or picture of the pages',
      access: PUBLIC,
      params: z.object({ file: z.string().max(100) }),
      responses: { 200: { description: 'The file.' } },
      handle({ params, request, response }) {
        const asset = byAddress.get(params.file);
        if (!asset) throw new Problem('not_found');
        const encoding = request.acceptsEncodings('br', 'gzip');
        const body = encoding === 'br' || encoding === 'gzip' ? asset[encoding] : asset.plain;
        response
          .status(200)
          .set({ 'content-type': asset.type, 'cache-control': FOREVER, vary: 'accept-encoding' });
        if (body !== asset.plain) response.set('content-encoding', String(encoding));
        response.send(body);
        return Promise.resolve(null);
      },
    }),
  };
}
