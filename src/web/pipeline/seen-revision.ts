import { Problem } from '../../http/problem.js';
import { valueOf, type Fields } from '../address.js';

/**
 * For forms, what `requireMatch` is for programs: the revision that the page showed goes along in a hidden field.
 *
 * @throws Problem `changed_meanwhile`
 */
export function seenRevision(fields: Fields): (revision: number) => void {
  const seen = valueOf(fields, 'revision');
  return (revision) => {
    if (seen !== String(revision)) throw new Problem('changed_meanwhile');
  };
}
