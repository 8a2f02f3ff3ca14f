-- CreateTable
CREATE TABLE "monitoring_answer" (
    "candidate_id" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "monitoring_answer_pkey" PRIMARY KEY ("candidate_id","question")
);

-- AddForeignKey
ALTER TABLE "monitoring_answer" ADD CONSTRAINT "monitoring_answer_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.
-- Answers for equality monitoring are kept from everything that ranks: neither the API nor a worker may read or write them as
-- such. The fairness report takes on a role of its own for one transaction, which sees them, places in lists and decisions,
-- and nothing that says who anybody is. Called again after every migration that makes tables, and by an administrator of the
-- server who makes the roles by hand (see the migration "restricted_roles").
CREATE FUNCTION "grant_monitoring_role"() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_worker') THEN
    REVOKE ALL ON monitoring_answer FROM ot_match_worker;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_monitoring') THEN RETURN; END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_api') THEN
    REVOKE ALL ON monitoring_answer FROM ot_match_api;
  END IF;
  GRANT USAGE ON SCHEMA public TO ot_match_monitoring;
  GRANT SELECT, INSERT, UPDATE, DELETE ON monitoring_answer TO ot_match_monitoring;
  GRANT SELECT (id, merged_into_id) ON candidate TO ot_match_monitoring;
  GRANT SELECT (id, status, generation, stage, sector, cutoff_score) ON vacancy TO ot_match_monitoring;
  GRANT SELECT (vacancy_id, generation, candidate_id, tier, score) ON match TO ot_match_monitoring;
  GRANT SELECT (id, candidate_id, vacancy_id) ON candidacy TO ot_match_monitoring;
  GRANT SELECT (candidacy_id, "to", is_undo, by_id) ON candidacy_move TO ot_match_monitoring;
END
$$;

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_monitoring') THEN
    CREATE ROLE ot_match_monitoring NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'ot_match_monitoring', 'MEMBER') THEN
    GRANT ot_match_monitoring TO CURRENT_USER;
  END IF;
EXCEPTION
  -- Another database of this server has just made it.
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'The role ot_match_monitoring could not be made or taken: see the notes of this migration.';
END
$$;

SELECT grant_monitoring_role();
