import { z } from 'zod';
import { FORMATS } from '../documents/reading.js';
import { text } from '../http/text.js';
import { CHECK_KINDS } from './check-kinds.js';
import { STATES } from './check-state.js';

const timestamp = z.iso.datetime();
const day = z.iso.date();
const kind = z.enum(CHECK_KINDS).meta({ id: 'ComplianceKind' });
const state = z.enum(STATES).meta({
  id: 'ComplianceState',
  description:
    'Told anew at every look. `expiring`: within so many days of its last day (COMPLIANCE_WARN_DAYS). `missing`: nothing that is filed shows it.',
});
const whose = z.object({ id: z.uuid().nullable(), name: z.string() });
const masked = z.object({ id: z.uuid(), reference: z.string() });

const requirement = z.object({
  kind,
  item: z.string().nullable(),
  title: z.string(),
  needed: z.int().meta({ description: 'How many different ones.' }),
  state,
  until: day.nullable().meta({ description: 'Its last day; null: no end, or missing.' }),
  checkIds: z.array(z.uuid()),
  why: z.string().nullable().meta({ description: 'Why what is filed does not show it.' }),
});

const check = z
  .object({
    id: z.uuid(),
    kind,
    item: z.string().nullable(),
    title: z.string(),
    facts: z.record(z.string(), z.unknown()),
    note: z.string().nullable(),
    checkedOn: day,
    validUntil: day.nullable(),
    state: z.enum(['current', 'expiring', 'expired', 'superseded', 'withdrawn']),
    showsNothing: z.string().nullable().meta({ description: 'Why it does not count for its requirement.' }),
    checkedBy: whose,
    filedAt: timestamp,
    file: z
      .object({
        name: z.string(),
        format: z.enum(FORMATS),
        bytes: z.int(),
        sha256: z.string(),
        scannedAt: timestamp.nullable(),
        isKept: z.boolean().meta({ description: 'False: a rule of retention has removed it.' }),
      })
      .nullable(),
    withdrawn: z.object({ at: timestamp, by: whose, reason: z.string() }).nullable(),
  })
  .meta({ id: 'ComplianceCheck' });

export const complianceView = z
  .object({
    candidate: masked,
    today: day,
    warnDays: z.int(),
    requirements: z.array(requirement),
    checks: z.array(check),
  })
  .meta({ id: 'ComplianceFile' });

export const expiringPage = z.object({
  today: day,
  items: z.array(
    z
      .object({
        id: z.uuid().meta({ description: 'Of the check.' }),
        candidate: masked,
        kind,
        item: z.string().nullable(),
        title: z.string(),
        checkedOn: day,
        validUntil: day,
        state: z.enum(['expiring', 'expired']),
        daysLeft: z.int().meta({ description: 'Until its last day, which still counts; below 0: ended.' }),
      })
      .meta({ id: 'ExpiringCheck' }),
  ),
  nextCursor: z.string().nullable(),
});

export const withdrawal = z
  .strictObject({ reason: text(2_000) })
  .meta({ id: 'CheckWithdrawal', description: 'Why it is withdrawn.' });
