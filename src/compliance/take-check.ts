import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import { recordsOf } from '../candidates/duplicates/records-of.js';
import { lockPerson } from '../candidates/find-person.js';
import { requireKeeping } from '../consents/give-consent.js';
import { createFormReceiver, type ReceivedDocument } from '../cvs/receive-upload.js';
import type { VirusScanner } from '../documents/virus-scanner.js';
import { isDatabaseDown } from '../http/database-failure.js';
import { digest, type Idempotency, type Transaction } from '../http/idempotency.js';
import { namedPerson, type StaffActor } from '../http/named-person.js';
import { faultyField, Problem } from '../http/problem.js';
import type { Call } from '../http/route.js';
import { validate } from '../http/validate.js';
import type { Storage } from '../storage/storage.js';
import { lastDayOf } from './check-rules.js';
import { dayInLondon } from '../london-day.js';
import { HEALTH_KINDS, isEmployers } from './check-kinds.js';
import { slotOf } from './check-state.js';
import { factsForEmployer } from './employer-checks.js';
import { mayAskAboutHealth } from './health-stage.js';
import { FIELDS_OF_A_CHECK, newCheck, partsOf, type NewCheck } from './new-check.js';
import { scanEvidence } from './scan-evidence.js';

export interface TakingDependencies {
  readonly storage: Storage;
  readonly idempotency: Idempotency;
  readonly uploadMaxBytes: number;
  /** Null: files are not scanned for viruses. */
  readonly scanner: VirusScanner | null;
}

const filed = z.object({ id: z.uuid(), storageKey: z.string().nullable() });

/** Reads a form with a check and perhaps its evidence, and files it. Made once: it holds the reader of forms. */
export function createCheckTaker(dependencies: TakingDependencies) {
  const { storage, idempotency, uploadMaxBytes, scanner } = dependencies;
  const receive = createFormReceiver(storage, { maxBytes: uploadMaxBytes, maxFields: FIELDS_OF_A_CHECK });

  /**
   * Files a check of a person, with its evidence: the file first, scanned, then one transaction for the row and its audit
   * entry. When it throws, nothing is kept; a file whose transaction may have committed is left for the sweep to decide.
   *
   * @returns the id of the check, the same again for the same Idempotency-Key.
   * @throws Problem `not_found`, `keeping_needed`, `health_before_offer`, `invalid_request`, `file_infected`, `scanner_unavailable`, or one that
   *   says what is wrong with the form.
   */
  return async function takeCheck(
    { actor, request, response }: Pick<Call<unknown, unknown, unknown>, 'actor' | 'request' | 'response'>,
    candidateId: string,
  ): Promise<{ readonly id: string }> {
    const staff = namedPerson(actor);
    const ticket = idempotency.open(request, actor);
    let document: ReceivedDocument | null = null;
    let isCommitted = false;
    let mayBeReferredTo = false;
    let keep = false;
    try {
      const form = await receive(request, response);
      document = form.document;
      const check = validateCheck(form.fields, document);
      let scannedAt: Date | null = null;
      if (document) {
        await document.part.commit();
        isCommitted = true;
        scannedAt = await scanEvidence(storage, scanner, document.part.key);
      }
      const evidence = document && { ...document, scannedAt };
      const print = digest(document?.part.sha256.toString('hex') ?? '', JSON.stringify(check));
      mayBeReferredTo = true;
      const done = await ticket.commit(print, filed, async (tx) => ({
        status: 201,
        value: await insertCheck(tx, staff, candidateId, check, evidence),
      }));
      keep = document !== null && done.value.storageKey === document.part.key;
      return { id: done.value.id };
    } catch (error) {
      keep = mayBeReferredTo && isDatabaseDown(error);
      throw error;
    } finally {
      if (document && !isCommitted) await document.part.discard();
      else if (document && !keep) await storage.remove(document.part.key);
      ticket.close();
    }
  };
}

/** Blank fields are what a form sends that was not filled in. */
function validateCheck(fields: unknown, document: ReceivedDocument | null): NewCheck {
  const sent = Object.entries(z.record(z.string(), z.unknown()).parse(fields));
  const check = validate(newCheck, Object.fromEntries(sent.filter(([, value]) => value !== '')));
  if (document?.format === 'html')
    throw new Problem('unsupported_file', { detail: 'Print the page as a PDF and file that.' });
  if (!document && check.note === undefined)
    throw faultyField('note', 'Say what was seen and how, or attach a file.');
  if (check.checkedOn > dayInLondon(new Date())) throw faultyField('checkedOn', 'This day is still to come.');
  if (check.validUntil !== undefined && check.validUntil < check.checkedOn)
    throw faultyField('validUntil', 'The document had ended when it was checked, so it shows nothing.');
  if (check.kind === 'right_to_work' && check.timeLimited !== (check.validUntil !== undefined))
    throw faultyField('validUntil', 'Give the last day of a right that is limited in time, and of no other.');
  if (check.kind === 'dbs' && check.issuedOn > check.checkedOn)
    throw faultyField('issuedOn', 'It was issued after it was checked.');
  return check;
}

type Evidence = ReceivedDocument & { readonly scannedAt: Date | null };

async function insertCheck(
  tx: Transaction,
  actor: StaffActor,
  candidateId: string,
  check: NewCheck,
  evidence: Evidence | null,
): Promise<z.output<typeof filed>> {
  const personId = await lockPerson(tx, actor, candidateId);
  await requireKeeping(tx, personId);
  const { kind, checkedOn, note } = check;
  const records = await recordsOf(tx, personId);
  if (HEALTH_KINDS.includes(kind) && !(await mayAskAboutHealth(tx, records)))
    throw new Problem('health_before_offer');
  const { item, facts: said } = partsOf(check);
  const facts =
    isEmployers(kind) && item !== null ? await factsForEmployer(tx, records, { ...check, item }) : said;
  const validUntil = lastDayOf({ kind, item, facts, checkedOn }, check.validUntil);
  const id = uuidv7();
  const storageKey = evidence?.part.key ?? null;
  await tx.complianceCheck.create({
    data: {
      ...{
        id,
        candidateId: personId,
        kind,
        item,
        facts,
        slot: slotOf({ kind, item, facts }),
        note: note ?? null,
      },
      checkedOn: new Date(checkedOn),
      validUntil: validUntil === null ? null : new Date(validUntil),
      checkedById: actor.staffId,
      storageKey,
      ...(evidence && {
        fileName: evidence.fileName,
        format: evidence.format,
        sizeBytes: evidence.part.size,
        sha256: new Uint8Array(evidence.part.sha256),
        scannedAt: evidence.scannedAt,
      }),
    },
  });
  await appendAudit(tx, {
    actor,
    action: 'compliance.filed',
    subject: `candidate:${personId}`,
    facts: {
      ...{ checkId: id, kind, checkedOn, hasFile: evidence !== null },
      ...(validUntil === null ? {} : { validUntil }),
      ...(evidence && { sha256: evidence.part.sha256.toString('hex') }),
    },
  });
  return { id, storageKey };
}
