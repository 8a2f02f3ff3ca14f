import { isCvOf } from '../candidates/duplicates/person-of.js';
import { signCandidateLink } from '../http/candidate-link.js';

export interface LinkSettings {
  readonly publicUrl: string;
  readonly linkSecret: string;
  readonly linkDays: number;
  /** Where the agency's own privacy notice is; null: not set. */
  readonly privacyNoticeUrl: string | null;
}

/** What a message is made of when it is sent or shown. */
export interface MessageRow {
  readonly candidate_id: string;
  readonly link_version: number;
  readonly subject: string;
  readonly body: string;
  readonly cv_id: string | null;
}

/** The page of the candidate, by a link that opens their own data until it runs out or is revoked. */
function candidateAddress(
  { candidate_id: candidateId, link_version: linkVersion, cv_id: cvId }: MessageRow,
  { publicUrl, linkSecret, linkDays }: LinkSettings,
  now: Date,
): string {
  const expires = Math.floor(now.getTime() / 1_000) + linkDays * 86_400;
  const token = signCandidateLink({ candidateId, linkVersion, expires }, linkSecret);
  return `${publicUrl}${cvId === null ? `/v1/candidates/${candidateId}/export` : `/cv/${cvId}`}?token=${token}`;
}

/**
 * The text of a message as it leaves: plain, without the person's name, so that a wrong address learns little.
 *
 * @param withLink false: without the link, for eyes other than the person's own.
 */
export function composeText(message: MessageRow, links: LinkSettings, withLink: boolean, now: Date): string {
  const { publicUrl, privacyNoticeUrl } = links;
  return [
    'Hello,',
    '',
    message.body,
    '',
    'Your own page, which only this link opens:',
    withLink ? candidateAddress(message, links, now) : '[sent to the person by e-mail]',
    '',
    'You get this message because we have your CV. On your page you can correct what was read, ask for a person, and take back what you agreed to.',
    '',
    `How CVs are read and ranked: ${publicUrl}/how-ranking-works`,
    ...(privacyNoticeUrl === null ? [] : [`Our privacy notice: ${privacyNoticeUrl}`]),
  ].join('\n');
}

/** SQL for the CV that the page of a candidate `c` shows: their newest, as sent by that record. */
export const NEWEST_CV = `(SELECT cv.id FROM cv WHERE ${isCvOf('c.id')} ORDER BY cv.received_at DESC LIMIT 1)`;
