-- What one employer asks to have checked beside the standard list. Never changed but for whether it is asked for now.
CREATE TABLE "employer_check" (
    "id" UUID NOT NULL,
    "employer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "expires" BOOLEAN NOT NULL,
    "about_health" BOOLEAN NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "added_by_id" UUID NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "retired_by_id" UUID,

    CONSTRAINT "employer_check_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "employer_check_employer_id_idx" ON "employer_check"("employer_id");

ALTER TABLE "employer_check" ADD CONSTRAINT "employer_check_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.

-- An employer asks for a thing once at a time.
CREATE UNIQUE INDEX "employer_check_asked_once" ON "employer_check"("employer_id", lower("name")) WHERE "retired_at" IS NULL;

ALTER TABLE "employer_check"
  ADD CONSTRAINT "employer_check_retired_whole" CHECK (num_nonnulls("retired_at", "retired_by_id") IN (0, 2));

ALTER TABLE "compliance_check"
  DROP CONSTRAINT "compliance_check_kind_known",
  ADD CONSTRAINT "compliance_check_kind_known" CHECK ("kind" IN (
    'identity', 'right_to_work', 'hcpc_register', 'dbs', 'qualification', 'reference', 'employment_history',
    'occupational_health', 'training', 'employer_check', 'employer_health_check'));

-- Asked for no more it may be, and again; what was filed by its id says what it was seen for, so nothing else of it changes.
CREATE FUNCTION "refuse_change_of_employer_check"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."id", NEW."employer_id", NEW."name", NEW."expires", NEW."about_health", NEW."added_at", NEW."added_by_id")
     IS DISTINCT FROM
     (OLD."id", OLD."employer_id", OLD."name", OLD."expires", OLD."about_health", OLD."added_at", OLD."added_by_id") THEN
    RAISE EXCEPTION 'employer_check is a record: UPDATE refused' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "employer_check_stays" BEFORE UPDATE ON "employer_check"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_employer_check"();

-- Certificates for work with adults and for work with children stand beside each other from now on. Of those filed until now
-- the newest of a person's stands alone, as before: an older one may have been replaced because it was wrong. So all go by the
-- workforce of that one.
ALTER TABLE "compliance_check" DISABLE TRIGGER "compliance_check_stays";
WITH RECURSIVE step AS (
  SELECT "id", "merged_into_id" AS into_id FROM "candidate" WHERE "merged_into_id" IS NOT NULL
  UNION ALL
  SELECT step."id", c."merged_into_id" FROM step JOIN "candidate" c ON c."id" = step.into_id
   WHERE c."merged_into_id" IS NOT NULL
), speaker AS (
  SELECT step."id", into_id FROM step JOIN "candidate" c ON c."id" = into_id WHERE c."merged_into_id" IS NULL
), filed AS (
  SELECT k."id", k."facts"->>'workforce' AS workforce, k."checked_on", k."withdrawn_at",
         coalesce(speaker.into_id, k."candidate_id") AS person_id
    FROM "compliance_check" k LEFT JOIN speaker ON speaker."id" = k."candidate_id" WHERE k."kind" = 'dbs'
), newest AS (
  SELECT DISTINCT ON (person_id) person_id, workforce
    FROM filed ORDER BY person_id, "withdrawn_at" IS NOT NULL, "checked_on" DESC, "id" DESC
)
UPDATE "compliance_check" k SET "slot" = 'dbs:' || newest.workforce
  FROM filed JOIN newest USING (person_id) WHERE filed."id" = k."id";
ALTER TABLE "compliance_check" ENABLE TRIGGER "compliance_check_stays";
