-- CreateTable
CREATE TABLE "candidacy" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "vacancy_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "candidacy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidacy_move" (
    "id" UUID NOT NULL,
    "candidacy_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "by_id" UUID,
    "from" TEXT,
    "to" TEXT NOT NULL,
    "reason" TEXT,
    "note" TEXT,
    "is_undo" BOOLEAN NOT NULL DEFAULT false,
    "shown" JSONB,

    CONSTRAINT "candidacy_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" UUID NOT NULL,
    "candidacy_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "vacancy_id" UUID NOT NULL,
    "employer_id" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_by_id" UUID NOT NULL,
    "cv_id" UUID NOT NULL,
    "cv_sha256" BYTEA NOT NULL,
    "cv_file_name" TEXT NOT NULL,
    "consent_id" UUID NOT NULL,
    "told" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "exception" TEXT,
    "repeat_reason" TEXT,
    "shown" JSONB NOT NULL,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_opening" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "vacancy_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "score" INTEGER NOT NULL,
    "rank" INTEGER,
    "versions" TEXT NOT NULL,

    CONSTRAINT "evidence_opening_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "candidacy_vacancy_id_stage_idx" ON "candidacy"("vacancy_id", "stage");

-- CreateIndex
CREATE UNIQUE INDEX "candidacy_candidate_id_vacancy_id_key" ON "candidacy"("candidate_id", "vacancy_id");

-- CreateIndex
CREATE INDEX "candidacy_move_by_id_at_idx" ON "candidacy_move"("by_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "candidacy_move_candidacy_id_revision_key" ON "candidacy_move"("candidacy_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "submission_candidacy_id_key" ON "submission"("candidacy_id");

-- CreateIndex
CREATE INDEX "submission_candidate_id_employer_id_idx" ON "submission"("candidate_id", "employer_id");

-- CreateIndex
CREATE INDEX "submission_employer_id_submitted_at_idx" ON "submission"("employer_id", "submitted_at");

-- CreateIndex
CREATE INDEX "evidence_opening_vacancy_id_candidate_id_staff_id_at_idx" ON "evidence_opening"("vacancy_id", "candidate_id", "staff_id", "at");

-- CreateIndex
CREATE INDEX "evidence_opening_candidate_id_idx" ON "evidence_opening"("candidate_id");

-- AddForeignKey
ALTER TABLE "candidacy" ADD CONSTRAINT "candidacy_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidacy" ADD CONSTRAINT "candidacy_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidacy_move" ADD CONSTRAINT "candidacy_move_candidacy_id_fkey" FOREIGN KEY ("candidacy_id") REFERENCES "candidacy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_candidacy_id_fkey" FOREIGN KEY ("candidacy_id") REFERENCES "candidacy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_opening" ADD CONSTRAINT "evidence_opening_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_opening" ADD CONSTRAINT "evidence_opening_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.

-- What was decided and what an employer was told stays as it was; it goes only with the person.
CREATE FUNCTION "refuse_change_of_record"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is a record: UPDATE refused', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "candidacy_move_stays" BEFORE UPDATE ON "candidacy_move"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_record"();
CREATE TRIGGER "submission_stays" BEFORE UPDATE ON "submission"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_record"();

ALTER TABLE "candidacy"
  ADD CONSTRAINT "candidacy_revision_positive" CHECK ("revision" > 0),
  ADD CONSTRAINT "candidacy_stage_known" CHECK ("stage" IN (
    'matched', 'shortlisted', 'contacted', 'willingness_confirmed', 'submitted', 'interview', 'offer', 'placed',
    'withdrawn', 'declined', 'rejected_by_agency', 'rejected_by_employer'));
