import type { Sector } from '../../taxonomy/concept.js';
import type { PreparedText } from '../prepare-text.js';
import { findBands, findGrades } from './bands.js';
import type { Cell } from './columns.js';
import type { RoleHeader } from './role-header.js';
import { withoutDegrees } from './role-words.js';

interface Level extends Cell {
  readonly value: string;
}

/** What a header says of the level of its post. Offsets into the prepared text. */
export interface RoleLevel {
  readonly band: Level | null;
  readonly grade: Level | null;
  /** Stood in for somebody, or held the post for a time only. */
  readonly acting: boolean;
}

/** Of two bands in one header the later one holds. */
const RISING =
  /\b(?:then|regraded|promoted|progressed|rising|now|to band|to level|upgraded)\b|→|->|\bband [2-9][a-d]? (?:from|since) (?:\w+ )?(?:19|20)\d{2}/i;
const ACTING =
  /\b(?:acting|acted up|interim|stepped up|covered for|secondment|seconded|temporar(?:y|ily) (?:lead|promot)|standing in)\b/i;
/** "Acting Band 7 since May": the band that somebody stood in for beside their own. */
const ACTING_BEFORE =
  /\b(?:acting|acted|interim|seconded|stepping|stepped|covering|covered)\b[^,;|()]{0,40}$/i;

export function levelOf(prepared: PreparedText, header: RoleHeader, sector: Sector | null): RoleLevel {
  const { text } = prepared;
  const words = text.slice(header.start, header.end);
  const said = saidLevel(words, header.start);
  const lead =
    header.lead === undefined
      ? null
      : saidLevel(text.slice(header.lead.start, header.lead.end), header.lead.start);
  const field = header.fields === undefined ? null : fieldLevel(text, header.fields, sector);
  const own = [field, said, lead].find((level) => level !== null && (level.band ?? level.grade) !== null);
  return { band: own?.band ?? null, grade: own?.grade ?? null, acting: said.acting };
}

function saidLevel(words: string, shift: number): RoleLevel {
  const plain = withoutDegrees(words);
  const bands = findBands(plain);
  const held = bands.filter(({ start }) => !ACTING_BEFORE.test(plain.slice(0, start)));
  const own = held.length > 0 ? held : bands;
  const grades = findGrades(plain);
  const rising = RISING.test(words);
  const band = rising ? own.at(-1) : own[0];
  const grade = rising ? grades.at(-1) : grades[0];
  const place = (hit: Cell) => ({ start: hit.start + shift, end: hit.end + shift });
  return {
    band: band === undefined ? null : { ...place(band), value: band.band },
    grade: grade === undefined ? null : { ...place(grade), value: grade.grade },
    acting: ACTING.test(words) && (held.length === 0 || held.length === bands.length),
  };
}

/** The value of a field for the band or grade; a bare figure is a band in the NHS, whatever the form calls it. */
function fieldLevel(
  text: string,
  fields: NonNullable<RoleHeader['fields']>,
  sector: Sector | null,
): RoleLevel | null {
  const cell = fields.band ?? fields.grade;
  if (cell === undefined) return null;
  const words = text.slice(cell.start, cell.end);
  const said = saidLevel(words, cell.start);
  if ((said.band ?? said.grade) !== null) return said;
  const bare = /^([2-9])\s?([a-d])?(?![\w.,])/i.exec(words);
  if (bare !== null && (fields.band !== undefined || sector === 'nhs')) {
    const letter = bare[1] === '8' ? (bare[2] ?? '').toLowerCase() : '';
    return { ...said, band: { ...cell, value: `${bare[1] ?? ''}${letter}` } };
  }
  const grade = /^(\d{1,2}|[A-M])(?![\w.,])/.exec(words)?.[1];
  return grade === undefined ? null : { ...said, grade: { ...cell, value: `Grade ${grade}` } };
}
