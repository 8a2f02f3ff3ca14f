/** Off the register by a decision of its panels; source: hcpts-uk.org, "Sanctions". */
const REMOVED =
  /\b(?:suspended|suspension|struck[\s-]off|striking[\s-]off|removed (?:from|by)|erased from)\b/i;
const REMOVAL_OVER =
  /\b(?:suspension|order)\b[^.;]{0,25}\b(?:lifted|ended|expired|revoked|was over)\b|\b(?:restored|reinstated|readmitted)\b/i;
/** Orders under which somebody may practise; source as above. */
const RESTRICTED =
  /\b(?:conditions? of practi[cs]e|conditions? (?:on|attached to) my regist\w+|caution(?:ed)?(?: order)?)\b/i;
const ORDER_OVER = /\b(?:expired|lifted|ended|revoked|removed|completed|no longer)\b/i;
const DENIED = /\b(?:no|never|not|nor|without|neither)\b[^.;]*$/i;
/** Whoever sits on panels or stands by others speaks of their cases; whoever left of their own will was not removed. */
const NO_SANCTION =
  /\b(?:voluntar\w+|own request|non-?payment|panels?|hearings?|colleagues?|registrants?|supervis\w+|service|wards?|visits?|clinics?|groups?|patients?|clients?)\b/i;

export type Sanction = 'removed' | 'restored' | 'restricted';

/**
 * What a sentence about the writer's own registration says of a sanction, or null.
 *
 * @param words a sentence that names the register or a number of it
 */
export function sanctionIn(words: string): Sanction | null {
  if (NO_SANCTION.test(words)) return null;
  const removed = REMOVED.exec(words);
  if (removed !== null && !DENIED.test(words.slice(0, removed.index)))
    return REMOVAL_OVER.test(words) ? 'restored' : 'removed';
  const restricted = RESTRICTED.exec(words);
  if (restricted === null || DENIED.test(words.slice(0, restricted.index)) || ORDER_OVER.test(words))
    return null;
  return 'restricted';
}
