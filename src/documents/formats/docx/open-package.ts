import type { Readable } from 'node:stream';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { MAX_PACKAGE_BYTES, MAX_PACKAGE_ENTRIES, MAX_PART_BYTES, MAX_PARTS_BYTES } from '../../limits.js';
import { Refusal } from '../../refusal.js';

/** Upper half of the external attributes holds the Unix mode. */
const FILE_TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;

export interface WordPackage {
  readonly names: readonly string[];
  has(name: string): boolean;
  /**
   * Inflates a part chunk by chunk, counting the bytes that really come out.
   *
   * @throws Refusal with `too_large` past a cap, `corrupt` where the part is damaged, missing or longer than it says.
   */
  part(name: string): AsyncIterable<Uint8Array>;
}

/**
 * Opens the ZIP of a Word file and checks its directory before anything is inflated: number of entries, declared sizes,
 * names, duplicates, links, encryption.
 *
 * @throws Refusal with `too_large`, `encrypted` or `corrupt`.
 */
export async function openPackage(bytes: Uint8Array): Promise<WordPackage> {
  const zip = await openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (zip.entryCount > MAX_PACKAGE_ENTRIES)
    throw new Refusal('too_large', `${zip.entryCount} entries in the package`);
  const entries = await readDirectory(zip);
  const budget = { left: MAX_PARTS_BYTES };
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    part: (name) => inflate(zip, entries.get(name), budget),
  };
}

function openZip(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (error) reject(new Refusal('corrupt', 'not a whole ZIP'));
      else resolve(zip);
    });
  });
}

function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    let declared = 0;
    zip.on('entry', (entry: Entry) => {
      declared += entry.uncompressedSize;
      const refusal = checkEntry(entry, entries, declared);
      if (refusal) {
        reject(refusal);
        return;
      }
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    // Also for names that leave the package: absolute ones, `..`, back slashes.
    zip.on('error', () => reject(new Refusal('corrupt', 'a damaged or unsafe ZIP directory')));
    zip.readEntry();
  });
}

function checkEntry(entry: Entry, earlier: ReadonlyMap<string, Entry>, declared: number): Refusal | null {
  const isLink = ((entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK) === SYMBOLIC_LINK;
  if (isLink) return new Refusal('corrupt', 'a link inside the package');
  if (earlier.has(entry.fileName)) return new Refusal('corrupt', 'two parts of one name');
  if (entry.isEncrypted()) return new Refusal('encrypted', 'a ZIP with a password');
  if (declared > MAX_PACKAGE_BYTES) return new Refusal('too_large', 'the package inflates beyond the cap');
  return null;
}

async function* inflate(
  zip: ZipFile,
  entry: Entry | undefined,
  budget: { left: number },
): AsyncGenerator<Uint8Array> {
  if (!entry) throw new Refusal('corrupt', 'a part is missing');
  const cap = Math.min(MAX_PART_BYTES, budget.left);
  if (entry.uncompressedSize > cap) throw new Refusal('too_large', 'a part inflates beyond the cap');
  const stream = await openStream(zip, entry);
  let inflated = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      inflated += chunk.byteLength;
      budget.left -= chunk.byteLength;
      if (inflated > cap) throw new Refusal('too_large', 'a part inflates beyond the cap');
      yield chunk;
    }
  } catch (error) {
    throw error instanceof Refusal
      ? error
      : new Refusal('corrupt', 'a part does not inflate to what it declares');
  } finally {
    stream.destroy();
  }
}

function openStream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(new Refusal('corrupt', 'a part cannot be opened'));
      else resolve(stream);
    });
  });
}
