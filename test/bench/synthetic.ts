import type { Features } from '../../src/matching/features.js';
import type { Requirement } from '../../src/matching/requirement.js';

/** Numbers in [0, 1), the same for the same seed. Source: mulberry32 by Tommy Ettinger, public domain. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A made-up person: most of what one real CV shows, some of what another does, in other strengths. */
export function mixFeatures(bases: readonly Features[], random: () => number): Features {
  const own = pick(bases, random);
  const other = pick(bases, random);
  const strengths: Record<string, number> = {};
  for (const [concept, strength] of Object.entries(own.strengths)) {
    if (random() < 0.8) strengths[concept] = jitter(strength, random);
  }
  for (const [concept, strength] of Object.entries(other.strengths)) {
    if (random() < 0.25) strengths[concept] ??= jitter(strength, random);
  }
  const stems = new Set(own.stems.filter(() => random() < 0.8));
  for (const stem of other.stems) if (random() < 0.2) stems.add(stem);
  const listedStems = (own.listedStems ?? []).filter((stem) => !stems.has(stem));
  return { ...own, strengths, stems: [...stems].sort(), listedStems };
}

/** A made-up vacancy: a real one with some criteria left out and the others weighted differently. */
export function varyRequirement(bases: readonly Requirement[], random: () => number): Requirement {
  const base = pick(bases, random);
  return {
    ...base,
    criteria: base.criteria
      .filter(() => random() < 0.85)
      .map((criterion) => ({ ...criterion, weight: jitter(criterion.weight, random) })),
  };
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function jitter(value: number, random: () => number): number {
  return Math.min(100, Math.max(1, value + Math.floor(random() * 31) - 15));
}
