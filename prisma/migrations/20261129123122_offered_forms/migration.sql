-- CreateTable
CREATE TABLE "offered_form" (
    "id" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "words_key" TEXT NOT NULL,
    "concept_id" TEXT,
    "cv_id" UUID,
    "offered_by_id" UUID NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "judged_by_id" UUID,
    "judged_at" TIMESTAMPTZ(3),

    CONSTRAINT "offered_form_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "offered_form_cv_id_idx" ON "offered_form"("cv_id");

-- CreateIndex
CREATE INDEX "offered_form_state_offered_at_idx" ON "offered_form"("state", "offered_at");

-- CreateIndex
CREATE INDEX "offered_form_words_key_idx" ON "offered_form"("words_key");

-- AddForeignKey
ALTER TABLE "offered_form" ADD CONSTRAINT "offered_form_cv_id_fkey" FOREIGN KEY ("cv_id") REFERENCES "cv"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.
-- Words of a CV are that person's for as long as they are kept.
SELECT lock_candidate_rows('offered_form', 'EXISTS (SELECT 1 FROM cv WHERE cv.id = cv_id)');
