import { isDeepStrictEqual } from 'node:util';
import { endOfDayInLondon } from '../../london-day.js';
import { lowerStageOf } from '../../matching/stage-in-force.js';
import { amountOf } from '../../vacancies/amount-of.js';
import { bandAsWritten } from '../../vacancies/field-schemas.js';
import { READ_FIELDS, type ReadField } from '../../vacancies/staff-fields.js';
import { sentFor, type Fields } from '../address.js';
import { criteriaIn } from './criteria-form.js';
import { hoursIn } from './hours-form.js';
import type { FormBasis, TextSays } from './vacancy-form.js';

/**
 * What somebody changed in the form, as a change of the vacancy: not checked. What was left alone is not in it and goes on
 * being read from the text. What was put back to what the text says is null; what was cleared is not stated.
 */
export function changesIn(sent: Fields, basis: FormBasis, text: TextSays): Record<string, unknown> {
  const fields = READ_FIELDS.flatMap((name): readonly Change[] => {
    const value = valueIn(sent, name);
    const read = name === 'stage' ? stageLeftAlone(sent, text) : text.fields[name].value;
    return value === undefined ? [] : change(name, value, basis.fields[name].value, read);
  });
  const notStated = fields.filter(([, value]) => value === NOT_STATED).map(([name]) => name);
  const criteria = criteriaIn(sent, basis.criteria, text.criteria);
  const closesOn = sentFor(sent, 'closesOn');
  const waiver = sentFor(sent, 'registrationWaiver');
  return {
    ...Object.fromEntries(fields.filter(([, value]) => value !== NOT_STATED)),
    ...(waiver && isTakenOff(sent, basis) ? { registrationRequired: false } : {}),
    ...(notStated.length > 0 ? { notStated } : {}),
    ...(criteria.length > 0 ? { criteria } : {}),
    ...(waiver === undefined || waiver === (basis.registrationWaiver ?? '')
      ? {}
      : { registrationWaiver: waiver || null }),
    ...(closesOn === undefined || closesOn === basis.closesOn
      ? {}
      : { closesAt: closesOn === '' ? null : endOfDayInLondon(closesOn) }),
  };
}

const NOT_STATED = Symbol('not stated');
type Change = [name: ReadField, value: unknown];

/** Null: not stated. Undefined: the form did not have it. */
function valueIn(sent: Fields, name: ReadField): unknown {
  if (name === 'pay') return payIn(sent);
  if (name === 'hours') return hoursIn(sent);
  const given = sentFor(sent, name);
  return given === '' ? null : given === 'true' ? true : given === 'false' ? false : given;
}

function change(name: ReadField, value: unknown, shown: unknown, read: unknown): Change[] {
  if (isDeepStrictEqual(value, shown)) return [];
  if (isDeepStrictEqual(value, read)) return [[name, null]];
  return [[name, value === null ? NOT_STATED : value]];
}

/** The stage that stands where staff set none: that of the band, where they set that. */
function stageLeftAlone(sent: Fields, { fields: { stage, band } }: TextSays): string | null {
  const given = bandAsWritten(sentFor(sent, 'band') ?? '');
  return given === '' || given === band.value ? stage.value : lowerStageOf(given);
}

/** A reason counts only for what staff say themselves, so they say it also where the text alone says the same. */
function isTakenOff(sent: Fields, { fields: { registrationRequired } }: FormBasis): boolean {
  const isSaid = registrationRequired.setBy === 'staff' && registrationRequired.value === false;
  return sentFor(sent, 'registrationRequired') === 'false' && !isSaid;
}

/** Null: not stated. Undefined: the form had no pay. */
function payIn(sent: Fields): object | null | undefined {
  const [from, to] = [sentFor(sent, 'payFrom'), sentFor(sent, 'payTo')];
  if (from === undefined && to === undefined) return undefined;
  const amount = (text: string | undefined): number | string | null => (text ? amountOf(text) : null);
  if (!from && !to) return null;
  return { from: amount(from), to: amount(to), unit: sentFor(sent, 'payUnit') ?? 'year' };
}
