import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import type { Assertion, Profile, Span } from '../../../../src/understanding/profile.js';
import { understandCv } from '../../../../src/understanding/understand-cv.js';

export const taxonomy = loadTaxonomy();

export function read(text: string): Profile {
  return understandCv(text, taxonomy);
}

/** What a profile says of one concept, in order of place. */
export function assertionsOf(profile: Profile, conceptId: string): Assertion[] {
  return profile.mentions
    .filter((mention) => mention.conceptId === conceptId)
    .map(({ assertion }) => assertion);
}

export function quote(text: string, span: Span | null): string | null {
  return span === null ? null : text.slice(span.start, span.end);
}

/** A CV with one post held now; `body` tells what is done there. */
export function cvWith(body: string, header = 'Occupational Therapist, Band 6, Wharfdale NHS Trust'): string {
  return `Sam Hollis\nHCPC OT990001\n\nEMPLOYMENT\n\n${header}\nMay 2020 – present\n${body}\n`;
}
