-- AlterTable
ALTER TABLE "cv_text" ADD COLUMN     "statements" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "fault" TEXT,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "vacancy_id" UUID,
    "about" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_by_id" UUID NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_request" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by_id" UUID,

    CONSTRAINT "person_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "concept_id" TEXT,
    "statement" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "message_candidate_id_idx" ON "message"("candidate_id");

-- CreateIndex
CREATE INDEX "message_state_next_at_idx" ON "message"("state", "next_at");

-- CreateIndex
CREATE INDEX "question_candidate_id_idx" ON "question"("candidate_id");

-- CreateIndex
CREATE INDEX "question_vacancy_id_idx" ON "question"("vacancy_id");

-- CreateIndex
CREATE INDEX "person_request_candidate_id_idx" ON "person_request"("candidate_id");

-- CreateIndex
CREATE INDEX "person_request_answered_at_due_at_idx" ON "person_request"("answered_at", "due_at");

-- CreateIndex
CREATE INDEX "correction_candidate_id_idx" ON "correction"("candidate_id");

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_request" ADD CONSTRAINT "person_request_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.
ALTER TABLE "message"
  ADD CONSTRAINT "message_state_known" CHECK ("state" IN ('waiting', 'sending', 'sent', 'uncertain', 'failed'));
ALTER TABLE "question"
  ADD CONSTRAINT "question_answer_whole" CHECK (("answer" IS NULL) = ("answered_at" IS NULL));
ALTER TABLE "person_request"
  ADD CONSTRAINT "person_request_kind_known" CHECK ("kind" IN ('ask_person', 'contest', 'access', 'other')),
  ADD CONSTRAINT "person_request_answer_whole" CHECK (("answer" IS NULL) = ("answered_at" IS NULL));
ALTER TABLE "correction"
  ADD CONSTRAINT "correction_kind_known" CHECK ("kind" IN ('wrong', 'missing')),
  ADD CONSTRAINT "correction_names_what_is_wrong" CHECK (("kind" = 'wrong') = ("concept_id" IS NOT NULL));
