import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { featureNumbers, listedStem, type FeatureNumbers } from './feature-numbers.js';
import type { Features } from './features.js';
import { sharesOf } from './gates.js';

/**
 * Features as few bytes, about a sixth of their JSON: what very many people are loaded from. First what people share with
 * each other, as JSON that is parsed once for all who are alike; then concepts and stems by their numbers, rising. Stems
 * stand in groups whose numbers agree but for the last byte. Little endian:
 *
 *     format: u8
 *     eligibility, stage shares, sectors, wants: each u16 length, then JSON in UTF-8
 *     concepts: u16 count, then u16 numbers, then u8 strengths
 *     stems: u8 groups, then per group u8 upper byte, u8 count, then the lower bytes
 */
const FORMAT = 1;
const MOST_IN_GROUP = 255;

/** The parts that people share. */
export const SHARED_PARTS = ['eligibility', 'stages', 'sectors', 'wants'] as const;
export type SharedPart = (typeof SHARED_PARTS)[number];

/**
 * @param grow whether concepts and stems that have no number are given one; such bytes are good for the process only.
 * @returns null where one has no number and none may be given.
 */
export function packFeatures(features: Features, numbers: FeatureNumbers, grow: boolean): Buffer | null {
  const { concepts, stems, common } = numbers;
  const strengths: (readonly [number, number])[] = [];
  for (const [concept, strength] of Object.entries(features.strengths)) {
    const number = grow ? concepts.numberOf(concept) : concepts.find(concept);
    if (number === undefined) return null;
    strengths.push([number, strength]);
  }
  const words: number[] = [];
  const kept = (stem: string) => !common.has(stem);
  const listed = (features.listedStems ?? []).filter(kept).map(listedStem);
  for (const stem of [...features.stems.filter(kept), ...listed]) {
    const number = grow ? stems.numberOf(stem) : stems.find(stem);
    if (number === undefined) return null;
    words.push(number);
  }
  const shared = sharedPartsOf(features).map((json) => Buffer.from(json));
  const bytes: number[] = [FORMAT];
  for (const json of shared) {
    pushCount(bytes, json.length);
    bytes.push(...json);
  }
  strengths.sort(([one], [other]) => one - other);
  pushCount(bytes, strengths.length);
  for (const [number] of strengths) pushCount(bytes, number);
  bytes.push(...strengths.map(([, strength]) => strength));
  pushGroups(bytes, words);
  return Buffer.from(bytes);
}

const numbersOf = new WeakMap<Taxonomy, FeatureNumbers>();

/** For keeping: good for every process that has the same version of the taxonomy. Null where features do not fit it. */
export function packForTaxonomy(features: Features, taxonomy: Taxonomy): Buffer | null {
  let numbers = numbersOf.get(taxonomy);
  if (numbers === undefined) numbersOf.set(taxonomy, (numbers = featureNumbers(taxonomy)));
  return packFeatures(features, numbers, false);
}

/** In the order of `SHARED_PARTS`; equal texts mean equal parts. */
function sharedPartsOf(features: Features): readonly string[] {
  const { occupationalTherapy, registration, driver, stage, sectors, wants } = features;
  return [{ occupationalTherapy, registration, driver }, sharesOf(stage), sectors, wants].map((part) =>
    JSON.stringify(part),
  );
}

function pushCount(bytes: number[], count: number): void {
  bytes.push(count & 0xff, count >>> 8);
}

function pushGroups(bytes: number[], numbers: readonly number[]): void {
  const groups: number[][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const group = groups.at(-1);
    const isOfGroup = group !== undefined && (group[0] ?? 0) >>> 8 === number >>> 8;
    if (isOfGroup && group.length < MOST_IN_GROUP) group.push(number);
    else groups.push([number]);
  }
  bytes.push(groups.length);
  for (const group of groups) {
    bytes.push((group[0] ?? 0) >>> 8, group.length, ...group.map((number) => number & 0xff));
  }
}

/** Features as packed, taken apart. */
export interface Unpacked {
  readonly shared: Readonly<Record<SharedPart, string>>;
  /** Rising. */
  readonly concepts: readonly number[];
  readonly strengths: Uint8Array;
  /** The groups as they stand. */
  readonly stems: Uint8Array;
}

/** Takes apart what stands between `start` and `end`. @throws RangeError on another format. */
export function unpackFeatures(bytes: Buffer, start: number, end: number): Unpacked {
  if (bytes[start] !== FORMAT) throw new RangeError('features packed in another format');
  const countAt = (at: number): number => (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  let at = start + 1;
  const next = (): string => {
    const from = at + 2;
    at = from + countAt(at);
    return bytes.toString('utf8', from, at);
  };
  const shared = { eligibility: next(), stages: next(), sectors: next(), wants: next() };
  const count = countAt(at);
  const numbers = at + 2;
  const strengths = numbers + 2 * count;
  const concepts: number[] = [];
  for (let n = numbers; n < strengths; n += 2) concepts.push(countAt(n));
  return {
    shared,
    concepts,
    strengths: bytes.subarray(strengths, strengths + count),
    stems: bytes.subarray(strengths + count, end),
  };
}
