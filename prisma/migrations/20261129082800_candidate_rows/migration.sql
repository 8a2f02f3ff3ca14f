-- The second lock on what is one person's: whoever acts by a candidate's link does so as a role that sees, changes and adds
-- rows of that person alone, whatever a query forgets. app.candidate says, for the transaction, whose link it is; the
-- rows are those of all records of that person, since a merge makes them one. Everybody else is let through by a policy for
-- all, so that rules for staff stay where they are: within one agency they may see every candidate.

-- Every record of the person who acts; nobody's where nobody is set.
CREATE FUNCTION "acting_records"() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  WITH RECURSIVE up AS (
    SELECT id, merged_into_id FROM candidate WHERE id = nullif(current_setting('app.candidate', true), '')::uuid
    UNION ALL
    SELECT c.id, c.merged_into_id FROM up JOIN candidate c ON c.id = up.merged_into_id
  ), down AS (
    SELECT id FROM up WHERE merged_into_id IS NULL
    UNION ALL
    SELECT c.id FROM down JOIN candidate c ON c.merged_into_id = down.id
  )
  SELECT coalesce(array_agg(id), '{}') FROM down
$$;

-- For every table that knows a person: `condition` says in SQL which rows are theirs; "mine" stands for their records. Later
-- migrations call it for tables of theirs; a test names the tables that nobody has locked.
CREATE FUNCTION "lock_candidate_rows"("name" regclass, "condition" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_candidate') THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('DROP POLICY IF EXISTS everybody ON %s', name);
  EXECUTE format('DROP POLICY IF EXISTS candidates_own ON %s', name);
  EXECUTE format('CREATE POLICY everybody ON %s USING (true)', name);
  EXECUTE format('CREATE POLICY candidates_own ON %s AS RESTRICTIVE TO ot_match_candidate USING (%s)', name,
                 replace(condition, 'mine', '((SELECT acting_records())::uuid[])'));
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO ot_match_candidate', name);
END
$$;

-- Called again by an administrator of the server who makes the role by hand (see the migration "restricted_roles").
CREATE FUNCTION "grant_candidate_role"() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_candidate') THEN RETURN; END IF;
  GRANT USAGE ON SCHEMA public TO ot_match_candidate;
  PERFORM lock_candidate_rows('candidate', 'id = ANY mine');
  FOREACH one IN ARRAY ARRAY['contact', 'consent', 'cv', 'profile', 'candidacy', 'submission', 'evidence_opening', 'message',
                             'question', 'person_request', 'correction', 'legal_hold', 'quarantine', 'compliance_check'] LOOP
    PERFORM lock_candidate_rows(one::regclass, 'candidate_id = ANY mine');
  END LOOP;
  PERFORM lock_candidate_rows('candidate_merge', 'kept_id = ANY mine OR merged_id = ANY mine');
  PERFORM lock_candidate_rows('duplicate_dismissal', 'first_id = ANY mine OR second_id = ANY mine');
  PERFORM lock_candidate_rows('cv_text', 'EXISTS (SELECT 1 FROM cv WHERE cv.id = cv_id)');
  PERFORM lock_candidate_rows('candidacy_move', 'EXISTS (SELECT 1 FROM candidacy c WHERE c.id = candidacy_id)');
  PERFORM lock_candidate_rows('erasure', 'records && mine');
  PERFORM lock_candidate_rows('conduct_record', 'EXISTS (SELECT 1 FROM erasure e WHERE e.id = erasure_id)');
  -- What is nobody's own, as far as candidates come to it. match is filled by COPY, which row-level security does not
  -- allow; it holds ids and numbers.
  GRANT SELECT ON vacancy, employer TO ot_match_candidate;
  GRANT SELECT (id, name) ON staff TO ot_match_candidate;
  GRANT SELECT, DELETE ON match TO ot_match_candidate;
  GRANT SELECT, UPDATE ON ranking_move TO ot_match_candidate;
  GRANT SELECT, INSERT ON audit_event, erased_profile TO ot_match_candidate;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ot_match_candidate;
END
$$;

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_candidate') THEN
    CREATE ROLE ot_match_candidate NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'ot_match_candidate', 'MEMBER') THEN
    GRANT ot_match_candidate TO CURRENT_USER;
  END IF;
EXCEPTION
  -- Another database of this server has just made it.
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'The role ot_match_candidate could not be made or taken: see the notes of this migration.';
END
$$;

SELECT grant_candidate_role();
