/** How long each class of record is kept, in days. */
export interface RetentionRule {
  readonly recordClass: RecordClass;
  readonly days: number;
  readonly words: string;
}

export const RECORD_CLASSES = [
  'person',
  'conduct_record',
  'message',
  'evidence_opening',
  'dbs_certificate',
  'cv_batch',
] as const;
export type RecordClass = (typeof RECORD_CLASSES)[number];

/** Days in which somebody whose consent has ended can still say that it was a mistake. */
export const QUARANTINE_DAYS = 30;

/**
 * No law gives these periods; each is to be set and written down (ICO, "Keeping recruitment records"), but for the
 * particulars of introductions, which carry their own end, a year after the last service (Conduct Regulations 2003,
 * regulation 29). A tribunal claim may come six months after a decision, with twelve weeks of conciliation before it
 * (Employment Rights Act 2025): messages and openings, which show how a decision was made, outlive that. What a DBS
 * certificate says is kept for no longer than it is needed, as a rule six months (DBS, sample policy on secure handling of
 * certificate information); that it was seen, with its number and date, stays.
 */
export const RETENTION: readonly RetentionRule[] = [
  {
    recordClass: 'person',
    days: 0,
    words: `Whoever no longer lets us keep their data is set apart for ${QUARANTINE_DAYS} days and then erased.`,
  },
  {
    recordClass: 'conduct_record',
    days: 0,
    words: 'Particulars of introductions go when their year is over.',
  },
  { recordClass: 'message', days: 365, words: 'Messages go a year after they were written.' },
  { recordClass: 'evidence_opening', days: 730, words: 'Who opened which evidence is kept for two years.' },
  {
    recordClass: 'dbs_certificate',
    days: 183,
    words: 'Scans of DBS certificates go half a year after they were filed; that they were seen stays.',
  },
  {
    recordClass: 'cv_batch',
    days: 30,
    words: 'Which files were sent together in one bulk upload is kept for 30 days; the CVs stay.',
  },
];
