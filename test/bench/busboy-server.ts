/**
 * The yardstick of uploads: the multipart parser that multer stands on, streaming the file to disk and nothing else: no
 * hash, no fsync, no database. A process of its own, like the API. Sends its port to the parent.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import busboy from 'busboy';

const folder = mkdtempSync(join(tmpdir(), 'ot-match-busboy-'));
let count = 0;

const server = createServer((request, response) => {
  const parser = busboy({ headers: request.headers });
  parser.on('file', (_field, stream) => {
    const target = createWriteStream(join(folder, String((count += 1))));
    stream.pipe(target);
    target.on('close', () => response.writeHead(202, { 'content-type': 'application/json' }).end('{}'));
  });
  request.pipe(parser);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
