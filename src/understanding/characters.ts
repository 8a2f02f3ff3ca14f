/** White space of Unicode, line ends included. */
export function isSpace(unit: number): boolean {
  // Nearly every unit is a letter of ASCII.
  if (unit > 0x20 && unit < 0x85) return false;
  return (
    unit === 0x20 ||
    (unit >= 9 && unit <= 13) ||
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

export function isLineEnd(unit: number): boolean {
  return (unit >= 10 && unit <= 13) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

/** Quotes and hyphens that programs put in place of the typed ones. */
export const PLAIN = new Map<number, string>([
  ...[0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0x2bc, 0xb4].map((code): [number, string] => [code, "'"]),
  ...[0x201c, 0x201d, 0x201e, 0x2033].map((code): [number, string] => [code, '"']),
  ...[0x2010, 0x2011, 0x2043, 0xfe63, 0xff0d].map((code): [number, string] => [code, '-']),
]);

/** Control, zero-width, direction, tag and private-use characters, and halves of pairs. */
export function isMeaningless(code: number): boolean {
  return (
    code < 0x20 ||
    code === 0x7f ||
    (code >= 0x80 && code <= 0x9f) ||
    code === 0xad ||
    code === 0x34f ||
    code === 0x61c ||
    // Fillers of Korean and Khmer, selectors of Mongolian: letters by name that no type face draws.
    code === 0x115f ||
    code === 0x1160 ||
    code === 0x17b4 ||
    code === 0x17b5 ||
    (code >= 0x180b && code <= 0x180f) ||
    code === 0x3164 ||
    code === 0xffa0 ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff ||
    // Halves of surrogate pairs and the private use area.
    (code >= 0xd800 && code <= 0xf8ff) ||
    (code >= 0xe0000 && code <= 0x10ffff)
  );
}
