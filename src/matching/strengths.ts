import type { ConceptId, ConceptKind } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Mention, Profile, SectionKind } from '../understanding/profile.js';
import { criterionCategoryOf } from './criterion-category.js';
import { rankRoles } from './rank-roles.js';

/** Strength of a thing done in an occupational therapy post, by the post's place in time: now, before, earlier. */
const IN_ROLE = [90, 80, 70, 60] as const;
const IN_OTHER_WORK = 45;
const IN_PLACEMENT = 40;
const IN_VOLUNTARY_WORK = 30;

/** Strength outside any role. A list of skills stays below anything that is told as done, however long it is. */
const IN_SECTION: Readonly<Record<SectionKind, number>> = {
  contact: 60,
  summary: 65,
  experience: 55,
  education: 40,
  registration: 50,
  training: 45,
  skills: 45,
  other: 55,
  wishes: 0,
  interests: 0,
  references: 0,
};
/** A certificate is as good where it is listed as where it is told. */
const CERTIFIED = 90;
const CERTIFICATES: ReadonlySet<ConceptKind> = new Set(['qualification', 'registration']);
const CERTIFICATE_SECTIONS: ReadonlySet<SectionKind> = new Set([
  'education',
  'registration',
  'training',
  'contact',
  'summary',
  'skills',
  'other',
  'experience',
]);

/** Percent of a strength that remains when the thing was watched, or done under somebody's eyes. */
const OBSERVED = 25;
const SUPERVISED = 50;

/** Told again of another post, or in further sentences: what each adds, and the most that they add together. */
const FURTHER_ROLE = 5;
const FURTHER_SENTENCE = 2;
const MOST_ROLES = 2;
const MOST_SENTENCES = 3;

/**
 * A field that heads a post, or that its lines come back to, is what the person did there; one that is named in passing
 * ("asked the council for adaptations") is something that touched it. Percent of the strength, by sentences that name it.
 */
const FIELD_BY_SENTENCES = [60, 80, 100] as const;
const FIELDS: ReadonlySet<ConceptKind> = new Set(['specialism', 'setting']);

interface Told {
  strength: number;
  readonly roles: Set<number>;
  /** What its sentences say, as words: the same thing said again is one sentence. */
  readonly sentences: Set<string>;
  heads: boolean;
}

/** Strength of evidence per concept, 1–100; concepts without evidence are left out. Keys in order of id. */
export function strengthsOf(profile: Profile, taxonomy: Taxonomy): Record<ConceptId, number> {
  const places = rankRoles(profile.roles);
  const words = new Map(profile.statements.map(({ span, stems }) => [span.start, stems.join(' ')]));
  const told = new Map<ConceptId, Told>();
  for (const mention of profile.mentions) {
    if (!canCount(mention.conceptId, taxonomy)) continue;
    const strength = strengthOfMention(mention, profile, places, taxonomy);
    if (strength === 0) continue;
    let entry = told.get(mention.conceptId);
    if (entry === undefined)
      told.set(
        mention.conceptId,
        (entry = { strength: 0, roles: new Set(), sentences: new Set(), heads: false }),
      );
    entry.strength = Math.max(entry.strength, strength);
    if (mention.role !== null) entry.roles.add(mention.role);
    // A line too short to say anything by itself ("Stroke unit") counts by the form that it names.
    if (mention.section !== 'skills')
      entry.sentences.add(words.get(mention.sentence.start) ?? mention.form.toLowerCase());
    entry.heads ||= headsItsPost(mention, profile);
  }
  return Object.fromEntries(
    [...told]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, entry]) => [id, corroborated(entry, FIELDS.has(taxonomy.concepts.get(id)?.kind ?? 'duty'))]),
  );
}

/** Whether a post can ask for the concept, or it stands for something that a post asks for; titles and terms of work do not. */
function canCount(conceptId: ConceptId, taxonomy: Taxonomy): boolean {
  return (
    criterionCategoryOf(conceptId, taxonomy) !== null ||
    taxonomy.concepts.get(conceptId)?.kind === 'registration'
  );
}

function corroborated({ strength, roles, sentences, heads }: Told, field: boolean): number {
  const share = field && !heads ? (FIELD_BY_SENTENCES[Math.max(0, sentences.size - 1)] ?? 100) : 100;
  return Math.min(
    100,
    Math.floor((strength * share) / 100) +
      FURTHER_ROLE * Math.min(MOST_ROLES, Math.max(0, roles.size - 1)) +
      FURTHER_SENTENCE * Math.min(MOST_SENTENCES, Math.max(0, sentences.size - 1)),
  );
}

/** Whether the mention stands in the title or employer of its post, or in the lines between them. */
function headsItsPost({ role: index, span }: Mention, { roles }: Profile): boolean {
  const role = index === null ? undefined : roles[index];
  if (role === undefined) return false;
  const ends = [role.title?.end ?? 0, role.employer?.end ?? 0];
  return span.start >= role.span.start && span.start < Math.max(...ends);
}

/** How strongly one mention speaks for the person, 0–100, before corroboration. */
export function strengthOfMention(
  mention: Mention,
  profile: Profile,
  places: readonly number[],
  taxonomy: Taxonomy,
): number {
  const place = strengthOfPlace(mention, profile, places, taxonomy);
  switch (mention.assertion) {
    case 'has':
      return place;
    case 'observed':
      return Math.floor((place * OBSERVED) / 100);
    case 'supervised':
      // To be supervised is no evidence of supervising.
      return /supervis/.test(mention.conceptId) ? 0 : Math.floor((place * SUPERVISED) / 100);
    case 'wants':
    case 'negated':
    case 'other_person':
      return 0;
  }
}

function strengthOfPlace(
  { conceptId, role: index, section }: Mention,
  profile: Profile,
  places: readonly number[],
  taxonomy: Taxonomy,
): number {
  const kind = taxonomy.concepts.get(conceptId)?.kind;
  if (kind !== undefined && CERTIFICATES.has(kind) && CERTIFICATE_SECTIONS.has(section)) return CERTIFIED;
  const role = index === null ? undefined : profile.roles[index];
  if (role === undefined || index === null) return IN_SECTION[section];
  if (role.kind === 'placement') return IN_PLACEMENT;
  if (role.kind === 'voluntary') return IN_VOLUNTARY_WORK;
  if (!role.occupationalTherapy) return IN_OTHER_WORK;
  return IN_ROLE[places[index] ?? 0] ?? IN_ROLE[3];
}
