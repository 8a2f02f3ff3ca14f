import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getAbsoluteFSPath } from 'swagger-ui-dist';
import { defineRoute, PUBLIC, type Route } from './route.js';

/** Scripts, styles and data of our own only; nothing inline, nothing from elsewhere. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>OT Match API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
  </head>
  <body>
    <main id="swagger-ui"></main>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/initializer.js"></script>
  </body>
</html>
`;

const INITIALIZER = `window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
`;

const FROM_SWAGGER_UI = [
  { file: 'swagger-ui.css', contentType: 'text/css' },
  { file: 'swagger-ui-bundle.js', contentType: 'text/javascript' },
  { file: 'favicon-32x32.png', contentType: 'image/png' },
];

/**
 * The API's description of itself, for programs and for people.
 *
 * @param describe gives the OpenAPI document; asked once, when it is first wanted.
 */
export function docsRoutes(describe: () => object): Route[] {
  let document: string | null = null;
  const folder = getAbsoluteFSPath();
  return [
    part(
      '/openapi.json',
      'application/json',
      'The OpenAPI 3.1 document',
      () => (document ??= JSON.stringify(describe())),
    ),
    part('/docs', 'text/html', 'The documentation to read and try out', () => PAGE),
    part('/docs/initializer.js', 'text/javascript', 'A script of that page', () => INITIALIZER),
    ...FROM_SWAGGER_UI.map(({ file, contentType }) =>
      part(
        `/docs/${file}`,
        contentType,
        'A part of that page',
        once(() => readFile(join(folder, file))),
      ),
    ),
  ];
}

function part(
  path: string,
  contentType: string,
  summary: string,
  content: () => string | Buffer | Promise<Buffer>,
): Route {
  return defineRoute({
    method: 'get',
    path,
    tag: 'Documentation',
    summary,
    access: PUBLIC,
    responses: { 200: { description: summary, contentType } },
    async handle() {
      const headers = { 'content-security-policy': PAGE_POLICY };
      return { status: 200, headers, body: await content() };
    },
  });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
