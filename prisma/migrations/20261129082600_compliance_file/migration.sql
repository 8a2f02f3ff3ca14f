-- CreateTable
CREATE TABLE "compliance_check" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "item" TEXT,
    "slot" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "note" TEXT,
    "checked_on" DATE NOT NULL,
    "valid_until" DATE,
    "checked_by_id" UUID NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "storage_key" TEXT,
    "file_name" TEXT,
    "format" TEXT,
    "size_bytes" INTEGER,
    "sha256" BYTEA,
    "scanned_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_reason" TEXT,

    CONSTRAINT "compliance_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "compliance_reminder" (
    "check_id" UUID NOT NULL,
    "days_left" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "compliance_reminder_pkey" PRIMARY KEY ("check_id","days_left")
);

-- CreateIndex
CREATE UNIQUE INDEX "compliance_check_storage_key_key" ON "compliance_check"("storage_key");

-- CreateIndex
CREATE INDEX "compliance_check_candidate_id_slot_idx" ON "compliance_check"("candidate_id", "slot");

-- CreateIndex
CREATE INDEX "compliance_check_valid_until_idx" ON "compliance_check"("valid_until");

-- AddForeignKey
ALTER TABLE "compliance_check" ADD CONSTRAINT "compliance_check_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_reminder" ADD CONSTRAINT "compliance_reminder_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "compliance_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.

-- A check stays as it was filed. It may be withdrawn, once, and its file may be removed.
CREATE FUNCTION "refuse_change_of_check"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."id", NEW."candidate_id", NEW."kind", NEW."item", NEW."slot", NEW."facts", NEW."note", NEW."checked_on",
      NEW."valid_until", NEW."checked_by_id", NEW."filed_at", NEW."file_name", NEW."format", NEW."size_bytes",
      NEW."sha256", NEW."scanned_at")
     IS DISTINCT FROM
     (OLD."id", OLD."candidate_id", OLD."kind", OLD."item", OLD."slot", OLD."facts", OLD."note", OLD."checked_on",
      OLD."valid_until", OLD."checked_by_id", OLD."filed_at", OLD."file_name", OLD."format", OLD."size_bytes",
      OLD."sha256", OLD."scanned_at")
     OR (NEW."storage_key" IS NOT NULL AND NEW."storage_key" IS DISTINCT FROM OLD."storage_key")
     OR (OLD."withdrawn_at" IS NOT NULL
         AND (NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason")
             IS DISTINCT FROM (OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason")) THEN
    RAISE EXCEPTION 'compliance_check is a record: UPDATE refused' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "compliance_check_stays" BEFORE UPDATE ON "compliance_check"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_check"();

ALTER TABLE "compliance_check"
  ADD CONSTRAINT "compliance_check_kind_known" CHECK ("kind" IN (
    'identity', 'right_to_work', 'hcpc_register', 'dbs', 'qualification', 'reference', 'employment_history',
    'occupational_health', 'training')),
  ADD CONSTRAINT "compliance_check_has_evidence" CHECK ("note" IS NOT NULL OR "file_name" IS NOT NULL),
  ADD CONSTRAINT "compliance_check_file_whole" CHECK (
    num_nonnulls("file_name", "format", "size_bytes", "sha256") IN (0, 4)
    AND ("storage_key" IS NULL OR "file_name" IS NOT NULL)),
  ADD CONSTRAINT "compliance_check_withdrawn_whole" CHECK (
    num_nonnulls("withdrawn_at", "withdrawn_by_id", "withdrawn_reason") IN (0, 3));
