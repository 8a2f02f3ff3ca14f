import type { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import yazl from 'yazl';
import { openDocument } from '../../cvs/send-file.js';
import { heldPage } from '../../candidate-side/held-page.js';
import type { Storage, StoredObject } from '../../storage/storage.js';
import type { Pack } from './collect-pack.js';

/**
 * Sends a pack as a ZIP file: `index.html` to read, `pack.json` for programs, and the documents. All documents are opened
 * before the first byte leaves and before it is recorded, so that nobody gets half a pack without knowing; where one turns
 * out to be damaged while it is read, the download breaks off.
 *
 * @throws Problem `file_unavailable`, `hourly_limit_reached`
 */
export async function sendPack(
  storage: Storage,
  { title, sections: parts, files, record }: Pack,
  fileName: string,
  response: Response,
): Promise<void> {
  const opened: { readonly place: string; readonly object: StoredObject }[] = [];
  try {
    for (const { storageKey, place } of files)
      opened.push({ place, object: await openDocument(storage, storageKey) });
    const sections = [...parts, await record()];
    const now = new Date();
    const zip = new yazl.ZipFile();
    const json = JSON.stringify({ title, at: now.toISOString(), sections }, null, 2);
    zip.addBuffer(Buffer.from(heldPage(title, sections, now)), 'index.html');
    zip.addBuffer(Buffer.from(json), 'pack.json');
    // The library passes no faults on, and one that nobody hears ends the process.
    const output = zip.outputStream as NodeJS.ReadableStream & Pick<PassThrough, 'destroy'>;
    const fail = (error: Error): void => void output.destroy(error);
    zip.on('error', fail);
    for (const { place, object } of opened) {
      object.stream.once('error', fail);
      zip.addReadStream(object.stream, place, { size: object.size });
    }
    zip.end();
    response.status(200).attachment(fileName).type('application/zip');
    await pipeline(output, response);
  } finally {
    for (const { object } of opened) object.stream.destroy();
  }
}
