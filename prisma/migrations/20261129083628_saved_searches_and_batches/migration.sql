-- CreateTable
CREATE TABLE "saved_search" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "vacancy_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_search_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cv_batch" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cv_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cv_batch_item" (
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "cv_id" UUID,
    "is_known" BOOLEAN NOT NULL DEFAULT false,
    "code" TEXT,
    "detail" TEXT,

    CONSTRAINT "cv_batch_item_pkey" PRIMARY KEY ("batch_id","position")
);

-- CreateIndex
CREATE INDEX "saved_search_vacancy_id_idx" ON "saved_search"("vacancy_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_search_staff_id_vacancy_id_name_key" ON "saved_search"("staff_id", "vacancy_id", "name");

-- CreateIndex
CREATE INDEX "cv_batch_created_at_idx" ON "cv_batch"("created_at");

-- CreateIndex
CREATE INDEX "cv_batch_item_cv_id_idx" ON "cv_batch_item"("cv_id");

-- AddForeignKey
ALTER TABLE "saved_search" ADD CONSTRAINT "saved_search_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_search" ADD CONSTRAINT "saved_search_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cv_batch" ADD CONSTRAINT "cv_batch_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cv_batch_item" ADD CONSTRAINT "cv_batch_item_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "cv_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cv_batch_item" ADD CONSTRAINT "cv_batch_item_cv_id_fkey" FOREIGN KEY ("cv_id") REFERENCES "cv"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.
-- A file of a batch belongs to the person whose CV it became.
SELECT lock_candidate_rows('cv_batch_item', 'EXISTS (SELECT 1 FROM cv WHERE cv.id = cv_id)');
