/** SQL for "this consent stands now". @param row an SQL alias of the table, or its name; never a value. */
export const consentStands = (row: string): string =>
  `(${row}.withdrawn_at IS NULL AND (${row}.expires_at IS NULL OR ${row}.expires_at > now()))`;
