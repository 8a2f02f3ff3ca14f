/** A key of 32 bytes that wraps the keys of files, by the name that stands in their heads. */
export interface MasterKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The first wraps what is stored from now on; all of them open what was stored before. */
export type MasterKeys = readonly [current: MasterKey, ...earlier: MasterKey[]];

export const KEY_ID_BYTES = 32;
const KEY_BYTES = 32;
/** 32 random bytes repeat few: fewer different ones than this come up once in more than 10^12 keys. */
const LEAST_DIFFERENT = 20;

/** What is wrong with the keys, in words that repeat none of them. */
export class WeakKeyError extends Error {}

/**
 * Reads `ID:BASE64` pairs separated by commas, the current one first.
 *
 * @throws WeakKeyError for anything but 32 random-looking bytes each: repetitions, or what somebody typed.
 */
export function parseMasterKeys(text: string): MasterKeys {
  const keys = text.split(',').map((pair): MasterKey => {
    const [, id = '', encoded = ''] =
      /^\s*([a-z0-9][a-z0-9_.-]{0,31}):([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(pair) ?? [];
    if (id === '') throw new WeakKeyError('write each key as ID:BASE64, ID of a–z, 0–9, "_", "." and "-"');
    const key = Buffer.from(encoded, 'base64');
    if (key.length !== KEY_BYTES)
      throw new WeakKeyError(`the key "${id}" must have 32 bytes: make one with "openssl rand -base64 32"`);
    if (new Set(key).size < LEAST_DIFFERENT || key.every((byte) => byte >= 0x20 && byte < 0x7f))
      throw new WeakKeyError(`the key "${id}" is not random: make one with "openssl rand -base64 32"`);
    return { id, key };
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new WeakKeyError('two keys have the same ID');
  const [current, ...earlier] = keys;
  if (current === undefined) throw new WeakKeyError('there is no key');
  return [current, ...earlier];
}
