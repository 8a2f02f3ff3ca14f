-- AlterTable
ALTER TABLE "candidate" ADD COLUMN     "merged_into_id" UUID;

-- By hand: what two records of one person may have in common, spelled alike. Generated, so that every writer keeps it.
ALTER TABLE "contact"
  ADD COLUMN "email_key" TEXT GENERATED ALWAYS AS (lower(btrim(normalize("email", NFKC)))) STORED,
  ADD COLUMN "phone_key" TEXT GENERATED ALWAYS AS (
    CASE WHEN length(regexp_replace("phone", '\D', '', 'g')) >= 10
         THEN right(regexp_replace("phone", '\D', '', 'g'), 10) END) STORED;
ALTER TABLE "profile"
  ADD COLUMN "hcpc_number" TEXT GENERATED ALWAYS AS ("profile" #>> '{registration,number}') STORED;

-- CreateTable
CREATE TABLE "candidate_merge" (
    "id" UUID NOT NULL,
    "kept_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "merged_by_id" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" UUID,
    "moved_cvs" UUID[],
    "moved_consents" UUID[],

    CONSTRAINT "candidate_merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duplicate_dismissal" (
    "first_id" UUID NOT NULL,
    "second_id" UUID NOT NULL,
    "dismissed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dismissed_by_id" UUID NOT NULL,

    CONSTRAINT "duplicate_dismissal_pkey" PRIMARY KEY ("first_id","second_id")
);

-- CreateIndex
CREATE INDEX "candidate_merged_into_id_idx" ON "candidate"("merged_into_id");

-- CreateIndex
CREATE INDEX "candidate_merge_kept_id_idx" ON "candidate_merge"("kept_id");

-- CreateIndex
CREATE INDEX "candidate_merge_merged_id_idx" ON "candidate_merge"("merged_id");

-- CreateIndex
CREATE INDEX "duplicate_dismissal_second_id_idx" ON "duplicate_dismissal"("second_id");

-- CreateIndex
CREATE INDEX "contact_email_key_idx" ON "contact"("email_key", "candidate_id");

-- CreateIndex
CREATE INDEX "contact_phone_key_idx" ON "contact"("phone_key", "candidate_id");

-- CreateIndex
CREATE INDEX "contact_postcode_idx" ON "contact"("postcode", "candidate_id");

-- CreateIndex
CREATE INDEX "profile_hcpc_number_idx" ON "profile"("hcpc_number", "candidate_id");

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate_merge" ADD CONSTRAINT "candidate_merge_kept_id_fkey" FOREIGN KEY ("kept_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate_merge" ADD CONSTRAINT "candidate_merge_merged_id_fkey" FOREIGN KEY ("merged_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duplicate_dismissal" ADD CONSTRAINT "duplicate_dismissal_first_id_fkey" FOREIGN KEY ("first_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duplicate_dismissal" ADD CONSTRAINT "duplicate_dismissal_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.

ALTER TABLE "candidate"
  ADD CONSTRAINT "candidate_not_merged_into_itself" CHECK ("merged_into_id" <> "id");

ALTER TABLE "candidate_merge"
  ADD CONSTRAINT "candidate_merge_of_two" CHECK ("kept_id" <> "merged_id"),
  ADD CONSTRAINT "candidate_merge_undone_whole" CHECK (("undone_at" IS NULL) = ("undone_by_id" IS NULL));

-- A record stands merged into one other at most.
CREATE UNIQUE INDEX "candidate_merge_standing_key" ON "candidate_merge" ("merged_id") WHERE "undone_at" IS NULL;

ALTER TABLE "duplicate_dismissal"
  ADD CONSTRAINT "duplicate_dismissal_in_order" CHECK ("first_id" < "second_id");
