import { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { open, type Entry, type ZipFile } from 'yauzl';
import { Problem } from '../../http/problem.js';
import type { ProblemCode } from '../../http/problem-table.js';
import { cleanFileName } from '../../http/text.js';

/** A file of an archive. Its folders are left out: the name is data, never a path. */
export interface ArchivedFile {
  readonly fileName: string;
  /** Why it is not opened at all; null: it is. */
  readonly refused: ProblemCode | null;
  /** Inflates it; its stream fails with Problem `archive_damaged` when more comes out than the directory says. */
  open(): Promise<Readable>;
}

/** What a batch may still hold. */
export interface BatchRoom {
  files: number;
  bytes: number;
}

/** Files, folders and what operating systems add to them. */
const MOST_ENTRIES = 2_000;
/** Upper half of the external attributes holds the Unix mode. */
const FILE_TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;
/** Bit 11 of the general purpose flags: the name is UTF-8 (APPNOTE.TXT, 4.4.4). */
const UTF8_NAME = 0x800;

/**
 * Gives the files of a ZIP one after the other, once its directory has shown that they are not too many or too large.
 *
 * @param path of the archive on disk.
 * @param left files and bytes that the batch may still hold; what the archive declares is taken off.
 * @throws Problem `archive_damaged` or `archive_too_large`, before the first file.
 */
export async function* readArchive(path: string, left: BatchRoom): AsyncGenerator<ArchivedFile> {
  const zip = await openZip(path);
  try {
    if (zip.entryCount > MOST_ENTRIES) throw new Problem('archive_too_large');
    const entries = (await readDirectory(zip)).filter(({ name }) => !isClutter(name));
    const declared = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    if (entries.length > left.files || declared > left.bytes) throw new Problem('archive_too_large');
    left.files -= entries.length;
    left.bytes -= declared;
    for (const { entry, name } of entries)
      yield {
        fileName: cleanFileName(name),
        refused: entry.isEncrypted() ? 'archive_encrypted' : isLink(entry) ? 'archive_link' : null,
        open: async () => Readable.from(inflated(await openStream(zip, entry))),
      };
  } finally {
    zip.close();
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names stay bytes: nothing is ever written by them, so that one with `..` need not spoil the rest.
    open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) => {
      if (error) reject(new Problem('archive_damaged', { cause: error }));
      else resolve(zip);
    });
  });
}

interface NamedEntry {
  readonly entry: Entry;
  readonly name: string;
}

function readDirectory(zip: ZipFile): Promise<NamedEntry[]> {
  return new Promise((resolve, reject) => {
    const entries: NamedEntry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push({ entry, name: nameOf(entry) });
      if (entries.length > MOST_ENTRIES) reject(new Problem('archive_too_large'));
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error: Error) => reject(new Problem('archive_damaged', { cause: error })));
    zip.readEntry();
  });
}

/** Without the bit the name is in the code page of DOS (437), or in UTF-8 all the same, as some programs write it. */
function nameOf({ fileName, generalPurposeBitFlag }: Entry): string {
  const bytes = fileName as unknown as Buffer;
  const isUtf8 =
    (generalPurposeBitFlag & UTF8_NAME) !== 0 || Buffer.from(bytes.toString('utf8')).equals(bytes);
  return isUtf8 ? bytes.toString('utf8') : iconv.decode(bytes, 'cp437');
}

/** Folders, and what Windows and macOS leave in them. */
function isClutter(name: string): boolean {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    last === '' ||
    last.startsWith('.') ||
    /(^|[/\\])__MACOSX[/\\]/.test(name) ||
    /^(thumbs\.db|desktop\.ini)$/i.test(last)
  );
}

function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & FILE_TYPE_MASK) === SYMBOLIC_LINK;
}

function openStream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(new Problem('archive_damaged', { cause: error }));
      else resolve(stream);
    });
  });
}

async function* inflated(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw new Problem('archive_damaged', { cause: error });
  } finally {
    stream.destroy();
  }
}
