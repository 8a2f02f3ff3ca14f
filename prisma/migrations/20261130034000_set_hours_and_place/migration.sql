-- What was only ever read from the text of a vacancy, and staff may now set.
ALTER TABLE vacancy
  ADD COLUMN hours jsonb,
  ADD COLUMN place text,
  ADD COLUMN pay_year text,
  ADD COLUMN pay_basis text,
  ADD COLUMN pending_registration_accepted boolean,
  ADD COLUMN dbs_level text;
