import { whyNot } from '../check-rules.js';
import type { StoredCheck } from '../load-checks.js';

/** A stored document and where it stands in the pack. */
export interface PackFile {
  /** Id of the check, or of the CV. */
  readonly of: string;
  readonly storageKey: string;
  readonly place: string;
}

/**
 * Documents that go into a pack, under names of ours: nobody's file name chooses a path. Left out: what was withdrawn;
 * references that may not be shown to employers (regulation 22(2)(b)); and scans of DBS certificates, whose content may be
 * passed on only to those who need it for their duties (Police Act 1997, section 124): number, date and outcome do.
 */
export function choosePackFiles(
  checks: readonly StoredCheck[],
  cv: {
    readonly id: string;
    readonly storageKey: string;
    readonly format: string;
    readonly outcome: string | null;
  } | null,
): PackFile[] {
  const files: PackFile[] = [];
  if (cv && cv.outcome !== 'infected')
    files.push({ of: cv.id, storageKey: cv.storageKey, place: `cv.${cv.format}` });
  for (const check of [...checks].reverse()) {
    const { id, kind, checkedOn, file, isWithdrawn } = check;
    if (file === null || file.storageKey === null || isWithdrawn || kind === 'dbs') continue;
    if (kind === 'reference' && whyNot(check, true) !== null) continue;
    const number = String(files.length + 1).padStart(2, '0');
    const place = `evidence/${number}-${kind.replaceAll('_', '-')}-${checkedOn}.${file.format}`;
    files.push({ of: id, storageKey: file.storageKey, place });
  }
  return files;
}
