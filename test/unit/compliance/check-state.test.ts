import { describe, expect, it } from 'vitest';
import { lastDayOf, whyNot, type DbsAsked } from '../../../src/compliance/check-rules.js';
import { REQUIREMENTS, type CheckKind } from '../../../src/compliance/check-kinds.js';
import { dayInLondon } from '../../../src/london-day.js';
import {
  requirementStates,
  slotOf,
  stateUntil,
  type FiledCheck,
  type State,
} from '../../../src/compliance/check-state.js';

const FULL = 'enhanced_with_barred_lists';
const calendar = { today: '2026-06-15', warnDays: 30 };
let checks = 0;
const check = (kind: CheckKind, rest: Partial<FiledCheck> = {}): FiledCheck => {
  checks += 1;
  const item = rest.item ?? null;
  return {
    id: String(checks).padStart(6, '0'),
    facts: { notRelative: true, mayBeDisclosed: true, status: 'registered' },
    checkedOn: '2026-01-10',
    validUntil: null,
    hasFile: false,
    isWithdrawn: false,
    ...rest,
    ...{ kind, item, slot: slotOf({ kind, item, facts: rest.facts ?? {} }) },
  };
};
const stateOf = (kind: CheckKind, filed: readonly FiledCheck[], item: string | null = null) =>
  requirementStates(filed, calendar).find((one) => one.kind === kind && one.item === item);

describe('the state of a check', () => {
  it.each<[string | null, State]>([
    [null, 'current'],
    ['2026-06-14', 'expired'],
    ['2026-06-15', 'expiring'],
    ['2026-07-15', 'expiring'],
    ['2026-07-16', 'current'],
  ])('that counts until %s is %s', (until, state) => {
    expect(stateUntil(until, calendar)).toBe(state);
  });

  it('goes by the day in the United Kingdom', () => {
    expect(dayInLondon(new Date('2026-06-14T23:30:00Z'))).toBe('2026-06-15');
    expect(dayInLondon(new Date('2026-12-14T23:30:00Z'))).toBe('2026-12-14');
  });
});

describe('the last day', () => {
  const day = (
    kind: CheckKind,
    facts: object,
    checkedOn: string,
    given?: string,
    item: string | null = null,
  ) => lastDayOf({ kind, item, facts: { ...facts }, checkedOn }, given);

  it.each([
    ['2025-10-31', '2025-10-31'],
    ['2025-11-01', '2027-10-31'],
    ['2026-02-01', '2027-10-31'],
    ['2027-10-31', '2027-10-31'],
  ])('of a look at the register on %s is the end of the registration period, %s', (on, until) => {
    expect(day('hcpc_register', {}, on)).toBe(until);
  });

  it('of a DBS certificate is a year from its issue, or from the look at the Update Service', () => {
    const facts = { issuedOn: '2025-09-01' };
    expect(day('dbs', { ...facts, updateService: false }, '2026-03-01')).toBe('2026-08-31');
    expect(day('dbs', { ...facts, updateService: true }, '2026-03-01')).toBe('2027-02-28');
  });

  it('of training is by its module, or sooner where the certificate says so, never later', () => {
    expect(day('training', {}, '2026-05-03', undefined, 'resuscitation')).toBe('2027-05-02');
    expect(day('training', {}, '2024-02-29', undefined, 'resuscitation')).toBe('2025-02-27');
    expect(day('training', {}, '2026-05-03', '2026-12-01', 'fire_safety')).toBe('2026-12-01');
    expect(day('training', {}, '2026-05-03', '2035-12-01', 'fire_safety')).toBe('2028-05-02');
  });

  it('of what nothing ends is none', () => {
    expect(day('reference', {}, '2026-05-03')).toBeNull();
    expect(day('right_to_work', { timeLimited: false }, '2026-05-03')).toBeNull();
  });
});

describe('a check shows nothing', () => {
  it.each<[CheckKind, object, string | null]>([
    ['hcpc_register', { status: 'suspended' }, 'the register'],
    ['hcpc_register', { status: 'registered_with_conditions' }, null],
    ['dbs', { level: 'standard' }, 'enhanced'],
    ['dbs', { level: 'enhanced_with_barred_lists' }, null],
    ['reference', { notRelative: false, mayBeDisclosed: true }, 'relative'],
    ['reference', { notRelative: true, mayBeDisclosed: false }, 'shown to employers'],
    ['qualification', { copyKept: false }, 'no copy'],
    ['employment_history', { yearsCovered: 2 }, 'less than 3'],
  ])('%s with %j: %s', (kind, facts, why) => {
    const said = whyNot({ kind, facts: { ...facts } }, false);
    if (why === null) expect(said).toBeNull();
    else expect(said).toContain(why);
  });

  it.each<[object, DbsAsked, string | null]>([
    [
      { level: FULL, workforce: 'adult' },
      { level: null, workforce: 'child' },
      'is for work with adults, and this',
    ],
    [
      { level: FULL, workforce: 'child' },
      { level: null, workforce: 'adult_and_child' },
      'adults and children',
    ],
    [{ level: FULL, workforce: 'adult_and_child' }, { level: null, workforce: 'child' }, null],
    [{ level: FULL, workforce: 'adult' }, { level: null, workforce: null }, null],
    [{ level: 'enhanced', workforce: 'adult' }, { level: 'enhanced', workforce: null }, 'barred lists'],
    [{ level: 'standard', workforce: 'adult' }, { level: 'standard', workforce: null }, null],
    [
      { level: 'basic', workforce: 'adult' },
      { level: 'standard', workforce: null },
      'asks for a standard one',
    ],
  ])('a DBS certificate %j where the post asks for %j: %s', (facts, asked, why) => {
    const said = whyNot({ kind: 'dbs', facts: { ...facts } }, false, asked);
    if (why === null) expect(said).toBeNull();
    else expect(said).toContain(why);
  });

  it('of a qualification without a copy only until one is filed', () => {
    expect(whyNot({ kind: 'qualification', facts: { copyKept: false } }, true)).toBeNull();
  });
});

describe('what a complete file shows', () => {
  it('is missing of an empty one, all of it', () => {
    const states = requirementStates([], calendar);
    expect(states).toHaveLength(REQUIREMENTS.length);
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['missing']));
  });

  it('is two references of two people, not of one twice, and both in date', () => {
    const one = check('reference', { item: 'Team lead, Riverside' });
    const again = check('reference', { item: 'team LEAD, Riverside', checkedOn: '2026-02-01' });
    expect(stateOf('reference', [one, again])).toMatchObject({ state: 'missing', why: 'there are 1 of 2' });
    const other = check('reference', { item: 'Ward manager', validUntil: '2026-06-20' });
    expect(stateOf('reference', [one, again, other])).toMatchObject({
      state: 'expiring',
      until: '2026-06-20',
      checkIds: [again.id, other.id],
    });
    const ended = check('reference', {
      item: 'Ward manager',
      validUntil: '2026-06-01',
      checkedOn: '2026-03-01',
    });
    expect(stateOf('reference', [one, again, other, ended])).toMatchObject({
      state: 'expired',
      checkIds: [],
    });
  });

  it('keeps certificates for work with adults and with children beside each other, also when one is newer', () => {
    const adult = check('dbs', { facts: { level: FULL, workforce: 'adult' } });
    const child = check('dbs', { facts: { level: FULL, workforce: 'child' }, checkedOn: '2026-02-01' });
    for (const workforce of ['adult', 'child'] as const) {
      const states = requirementStates([adult, child], calendar, [], { level: null, workforce });
      expect(states.find(({ kind }) => kind === 'dbs')?.state).toBe('current');
    }
  });

  it('is met for adults and children by a certificate for each, until the first of them ends', () => {
    const [adult, child] = (['adult', 'child'] as const).map((workforce, index) =>
      check('dbs', { facts: { level: FULL, workforce }, validUntil: `2026-0${7 + index}-20` }),
    );
    const ofBoth = (filed: readonly (FiledCheck | undefined)[]) =>
      requirementStates(
        filed.flatMap((one) => one ?? []),
        calendar,
        [],
        { level: null, workforce: 'adult_and_child' },
      ).find(({ kind }) => kind === 'dbs');
    expect(ofBoth([child, adult])).toMatchObject({
      ...{ state: 'current', until: '2026-07-20', why: null },
      checkIds: [adult?.id, child?.id],
    });
    const alone = ofBoth([adult]);
    expect(alone?.state).toBe('missing');
    expect(alone?.why).toContain('for work with adults and children');
    const ended = adult && { ...adult, validUntil: '2026-06-01' };
    expect(ofBoth([ended, child])).toMatchObject({ state: 'expired', checkIds: [] });
    const both = check('dbs', {
      facts: { level: FULL, workforce: 'adult_and_child' },
      validUntil: '2027-01-01',
    });
    expect(ofBoth([adult, child, both])).toMatchObject({ until: '2027-01-01', checkIds: [both.id] });
  });

  it('goes by the newest of a kind that was not withdrawn, also where that says no', () => {
    const old = check('hcpc_register', { validUntil: '2027-10-31' });
    const suspended = check('hcpc_register', { checkedOn: '2026-05-01', facts: { status: 'suspended' } });
    expect(stateOf('hcpc_register', [old])?.state).toBe('current');
    expect(stateOf('hcpc_register', [suspended, old])).toMatchObject({ state: 'missing' });
    const mistaken = { ...suspended, isWithdrawn: true };
    expect(stateOf('hcpc_register', [mistaken, old])?.state).toBe('current');
  });

  it('is each module of training by itself', () => {
    const fire = check('training', { item: 'fire_safety', validUntil: '2026-06-01' });
    expect(stateOf('training', [fire], 'fire_safety')).toMatchObject({
      state: 'expired',
      why: 'it ended on 2026-06-01',
    });
    expect(stateOf('training', [fire], 'resuscitation')?.state).toBe('missing');
  });
});
