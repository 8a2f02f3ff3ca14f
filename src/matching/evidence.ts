import type { Sector } from '../taxonomy/concept.js';
import type { Mention, Profile, Role, SectionKind, Span, YearMonth } from '../understanding/profile.js';
import { rankRoles } from './rank-roles.js';

/** A place in the CV and the very words that stand there. */
export interface Evidence {
  readonly span: Span;
  readonly quote: string;
  /** The words inside the quote that matter; the whole quote where no narrower place is known. */
  readonly highlight: Span;
  readonly section: SectionKind | null;
  readonly role: {
    readonly title: string | null;
    readonly employer: string | null;
    readonly from: YearMonth | null;
    readonly to: YearMonth | 'present' | null;
  } | null;
}

export function evidenceAt(
  span: Span,
  cvText: string,
  more: { highlight?: Span; section?: SectionKind; role?: Role | undefined } = {},
): Evidence {
  return {
    span,
    quote: cvText.slice(span.start, span.end),
    highlight: more.highlight ?? span,
    section: more.section ?? null,
    role: more.role === undefined ? null : describeRole(more.role, cvText),
  };
}

export function evidenceOfMention(mention: Mention, profile: Profile, cvText: string): Evidence {
  const role = mention.role === null ? undefined : profile.roles[mention.role];
  return evidenceAt(mention.sentence, cvText, { highlight: mention.span, section: mention.section, role });
}

/** Why the person is read as standing at their stage: the first reason that can be quoted, else the latest post. */
export function evidenceOfStage(profile: Profile, cvText: string): Evidence | null {
  const reason = profile.stage.reasons.find(({ evidence }) => evidence !== null)?.evidence;
  if (reason) return evidenceAt(reason, cvText);
  const latest = latestRole(profile, () => true);
  return latest === null ? null : evidenceAt(latest.title ?? latest.span, cvText, { role: latest });
}

/** The latest post in the sector, else in any sector, since other sectors count in part. */
export function evidenceOfSector(profile: Profile, cvText: string, sector: Sector | null): Evidence | null {
  const history = profile.sectors.find((one) => one.sector === sector)?.evidence;
  if (history) return evidenceAt(history, cvText);
  const latest =
    latestRole(profile, (role) => role.sector === sector) ??
    latestRole(profile, (role) => role.sector !== null);
  if (latest !== null)
    return evidenceAt(latest.employer ?? latest.title ?? latest.span, cvText, { role: latest });
  const other = profile.sectors.find(({ evidence }) => evidence !== null)?.evidence;
  return other ? evidenceAt(other, cvText) : null;
}

function latestRole(profile: Profile, fits: (role: Role) => boolean): Role | null {
  const places = rankRoles(profile.roles);
  let latest: { readonly role: Role; readonly place: number } | null = null;
  profile.roles.forEach((role, index) => {
    const place = places[index] ?? profile.roles.length;
    if (fits(role) && (latest === null || place < latest.place)) latest = { role, place };
  });
  return (latest as { readonly role: Role } | null)?.role ?? null;
}

function describeRole(role: Role, cvText: string): Evidence['role'] {
  const words = (span: Span | null) => (span === null ? null : cvText.slice(span.start, span.end));
  return { title: words(role.title), employer: words(role.employer), from: role.from, to: role.to };
}
