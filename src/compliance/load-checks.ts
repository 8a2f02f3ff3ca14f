import type { DocumentFormat } from '../documents/reading.js';
import type { Transaction } from '../http/idempotency.js';
import type { CheckKind } from './check-kinds.js';
import type { FiledCheck } from './check-state.js';

/** A check as it stands in the file. */
export interface StoredCheck extends FiledCheck {
  readonly candidateId: string;
  readonly note: string | null;
  readonly checkedById: string;
  readonly filedAt: Date;
  readonly file: {
    readonly name: string;
    readonly format: DocumentFormat;
    readonly bytes: number;
    readonly sha256: string;
    readonly scannedAt: Date | null;
    /** Null: removed by a rule of retention. */
    readonly storageKey: string | null;
  } | null;
  readonly withdrawn: { readonly at: Date; readonly byId: string; readonly reason: string } | null;
}

/** Every check of these records, the newest first. */
export async function loadChecks(
  tx: Pick<Transaction, 'complianceCheck'>,
  records: readonly string[],
): Promise<StoredCheck[]> {
  const rows = await tx.complianceCheck.findMany({
    where: { candidateId: { in: [...records] } },
    orderBy: [{ checkedOn: 'desc' }, { id: 'desc' }],
  });
  return rows.map((row): StoredCheck => {
    const { id, candidateId, item, slot, note, checkedById, filedAt, storageKey } = row;
    const { fileName, format, sizeBytes, sha256, withdrawnAt, withdrawnById, withdrawnReason } = row;
    return {
      ...{ id, candidateId, item, slot, note, checkedById, filedAt },
      kind: row.kind as CheckKind,
      facts: row.facts as Readonly<Record<string, unknown>>,
      checkedOn: dayOf(row.checkedOn),
      validUntil: row.validUntil && dayOf(row.validUntil),
      hasFile: fileName !== null,
      isWithdrawn: withdrawnAt !== null,
      file:
        fileName !== null && format !== null && sizeBytes !== null && sha256
          ? {
              ...{
                name: fileName,
                format: format as DocumentFormat,
                bytes: sizeBytes,
                scannedAt: row.scannedAt,
                storageKey,
              },
              sha256: Buffer.from(sha256).toString('hex'),
            }
          : null,
      withdrawn:
        withdrawnAt && withdrawnById !== null && withdrawnReason !== null
          ? { at: withdrawnAt, byId: withdrawnById, reason: withdrawnReason }
          : null,
    };
  });
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
