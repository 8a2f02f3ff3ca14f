-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "records" UUID[],
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "storage_keys" TEXT[],
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conduct_record" (
    "id" UUID NOT NULL,
    "erasure_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "postcode" TEXT,
    "particulars" JSONB NOT NULL,
    "keep_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conduct_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "legal_hold" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "placed_by_id" UUID NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by_id" UUID,

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantine" (
    "candidate_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erase_after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quarantine_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateIndex
CREATE INDEX "erasure_completed_at_idx" ON "erasure"("completed_at");

-- CreateIndex
CREATE INDEX "conduct_record_keep_until_idx" ON "conduct_record"("keep_until");

-- CreateIndex
CREATE INDEX "legal_hold_candidate_id_idx" ON "legal_hold"("candidate_id");

-- CreateIndex
CREATE INDEX "quarantine_erase_after_idx" ON "quarantine"("erase_after");

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine" ADD CONSTRAINT "quarantine_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.
ALTER TABLE "erasure"
  ADD CONSTRAINT "erasure_reason_known" CHECK ("reason" IN ('asked', 'retention', 'replay'));
ALTER TABLE "legal_hold"
  ADD CONSTRAINT "legal_hold_lifted_whole" CHECK (("lifted_at" IS NULL) = ("lifted_by_id" IS NULL));
