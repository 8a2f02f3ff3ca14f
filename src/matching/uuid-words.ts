/** A UUID as four whole numbers of 32 bits, the first part first: ordered as the text is. */
export type Words = readonly [number, number, number, number];

/** @param uuid in the usual form of 36 characters. */
export function wordsOfUuid(uuid: string): Words {
  return [
    Number.parseInt(uuid.slice(0, 8), 16),
    Number.parseInt(uuid.slice(9, 13) + uuid.slice(14, 18), 16),
    Number.parseInt(uuid.slice(19, 23) + uuid.slice(24, 28), 16),
    Number.parseInt(uuid.slice(28, 36), 16),
  ];
}

export function uuidOfWords([a, b, c, d]: Words): string {
  const second = hex(b);
  const third = hex(c);
  return `${hex(a)}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${hex(d)}`;
}

/** Bytes of a UUID. */
export const UUID_BYTES = 16;

/** The UUID whose bytes begin at a place. @throws RangeError when the bytes end before it does. */
export function wordsAt(bytes: Buffer, at: number): Words {
  return [
    bytes.readUInt32BE(at),
    bytes.readUInt32BE(at + 4),
    bytes.readUInt32BE(at + 8),
    bytes.readUInt32BE(at + 12),
  ];
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}

/** Below 0 where `a` comes first. */
export function compareWords(a: Words, b: Words): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}
