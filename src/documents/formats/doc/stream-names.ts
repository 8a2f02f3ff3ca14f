/** An entry of the directory of an OLE compound file ([MS-CFB] 2.6.1): its name in UTF-16, then the name's length. */
const ENTRY_BYTES = 128;
const NAME_BYTES = 64;
/** Values of the entry's type: storage, stream, root. */
const TYPES = new Set([1, 2, 5]);
/** Directories of Word files have some twenty entries. */
const MOST_NAMES = 10_000;

/**
 * Names of the streams and storages in an OLE compound file. Entries are found by their shape wherever a sector can
 * begin, without following the chain of sectors, which a damaged or hostile file may have bent into a ring.
 */
export function streamNames(file: Buffer): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = 512; at + ENTRY_BYTES <= file.length && names.size < MOST_NAMES; at += ENTRY_BYTES) {
    const length = file.readUInt16LE(at + NAME_BYTES);
    if (length < 4 || length > NAME_BYTES || length % 2 !== 0) continue;
    if (!TYPES.has(file[at + NAME_BYTES + 2] ?? 0)) continue;
    const name = file.toString('utf16le', at, at + length);
    const bare = name.replace(/^\p{Cc}/u, '').slice(0, -1);
    if (name.endsWith('\0') && /^[\x20-\x7e]+$/.test(bare)) names.add(bare);
  }
  return names;
}
