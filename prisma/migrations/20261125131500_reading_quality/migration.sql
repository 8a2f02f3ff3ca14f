-- AlterTable
ALTER TABLE "cv" ADD COLUMN     "quality" TEXT,
ADD COLUMN     "quality_reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "confidence" INTEGER,
ADD COLUMN     "reviewed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "cv_text" ADD COLUMN     "hidden_text" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Few documents among very many have to be looked at by a person. A partial index, which the Prisma schema cannot say.
CREATE INDEX "cv_to_review_idx" ON "cv" ("received_at", "id")
  WHERE "reviewed_at" IS NULL AND ("quality" = 'doubtful' OR "status" IN ('unreadable', 'failed'));

-- After a change of the extractor every document is owed another reading: few or none among very many otherwise.
CREATE INDEX "cv_extractor_version_idx" ON "cv" ("extractor_version");
