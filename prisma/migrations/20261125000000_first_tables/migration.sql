-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('consultant', 'agency_staff', 'admin');

-- CreateEnum
CREATE TYPE "cv_status" AS ENUM ('received', 'read', 'ready', 'unreadable', 'failed');

-- CreateEnum
CREATE TYPE "vacancy_status" AS ENUM ('open', 'closed');

-- CreateEnum
CREATE TYPE "consent_scope" AS ENUM ('keep', 'represent');

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outward_code" TEXT,
    "link_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "candidate_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "postcode" TEXT,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "scope" "consent_scope" NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "given" TEXT NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cv" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "sha256" BYTEA NOT NULL,
    "uploader_hash" BYTEA NOT NULL,
    "storage_key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" "cv_status" NOT NULL DEFAULT 'received',
    "outcome" TEXT,
    "detail" TEXT,
    "flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "extractor_version" TEXT,
    "read_at" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "worker" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "cv_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cv_text" (
    "cv_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "pages" JSONB NOT NULL,
    "truncated" BOOLEAN NOT NULL,

    CONSTRAINT "cv_text_pkey" PRIMARY KEY ("cv_id")
);

-- CreateTable
CREATE TABLE "profile" (
    "candidate_id" UUID NOT NULL,
    "cv_id" UUID NOT NULL,
    "revision" BIGINT NOT NULL,
    "ranked_revision" BIGINT,
    "taxonomy_version" TEXT NOT NULL,
    "understanding_version" TEXT NOT NULL,
    "profile" JSONB NOT NULL,
    "features" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateTable
CREATE TABLE "employer" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "employer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vacancy" (
    "id" UUID NOT NULL,
    "employer_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "status" "vacancy_status" NOT NULL DEFAULT 'open',
    "stage" TEXT,
    "sector" TEXT,
    "band" TEXT,
    "grade" TEXT,
    "contract" TEXT,
    "postcode" TEXT,
    "pay_from" DECIMAL(10,2),
    "pay_to" DECIMAL(10,2),
    "pay_unit" TEXT,
    "registration_required" BOOLEAN,
    "driver_required" BOOLEAN,
    "closes_at" TIMESTAMPTZ(3),
    "fields_set_by_staff" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "reading" JSONB NOT NULL,
    "requirement" JSONB NOT NULL,
    "taxonomy_version" TEXT NOT NULL,
    "understanding_version" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "ranked_revision" INTEGER,
    "ranked_versions" TEXT,
    "ranked_at" TIMESTAMPTZ(3),
    "generation" INTEGER NOT NULL DEFAULT 0,
    "cutoff_tier" INTEGER,
    "cutoff_score" INTEGER,
    "candidate_count" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "worker" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "vacancy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "criterion" (
    "vacancy_id" UUID NOT NULL,
    "concept_id" TEXT NOT NULL,
    "importance" TEXT NOT NULL,
    "suggested_weight" INTEGER NOT NULL,
    "applied_weight" INTEGER NOT NULL,
    "span_start" INTEGER,
    "span_end" INTEGER,

    CONSTRAINT "criterion_pkey" PRIMARY KEY ("vacancy_id","concept_id")
);

-- CreateTable
CREATE TABLE "match" (
    "vacancy_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "candidate_id" UUID NOT NULL,
    "tier" INTEGER NOT NULL,
    "score" INTEGER NOT NULL,
    "fit" INTEGER NOT NULL,
    "reverse_fit" INTEGER NOT NULL,
    "profile_revision" BIGINT NOT NULL,
    "versions" TEXT NOT NULL,

    CONSTRAINT "match_pkey" PRIMARY KEY ("vacancy_id","generation","candidate_id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "id" BYTEA NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_staff_id_idx" ON "api_key"("staff_id");

-- CreateIndex
CREATE INDEX "consent_candidate_id_idx" ON "consent"("candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "cv_storage_key_key" ON "cv"("storage_key");

-- CreateIndex
CREATE INDEX "cv_candidate_id_received_at_idx" ON "cv"("candidate_id", "received_at");

-- CreateIndex
CREATE INDEX "cv_status_lease_until_idx" ON "cv"("status", "lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "cv_sha256_uploader_hash_key" ON "cv"("sha256", "uploader_hash");

-- CreateIndex
CREATE UNIQUE INDEX "profile_cv_id_key" ON "profile"("cv_id");

-- CreateIndex
CREATE UNIQUE INDEX "profile_revision_key" ON "profile"("revision");

-- CreateIndex
CREATE UNIQUE INDEX "employer_name_key" ON "employer"("name");

-- CreateIndex
CREATE INDEX "vacancy_status_created_at_idx" ON "vacancy"("status", "created_at");

-- CreateIndex
CREATE INDEX "match_vacancy_id_generation_tier_score_candidate_id_idx" ON "match"("vacancy_id", "generation", "tier" DESC, "score" DESC, "candidate_id");

-- CreateIndex
CREATE INDEX "match_candidate_id_idx" ON "match"("candidate_id");

-- CreateIndex
CREATE INDEX "audit_event_subject_idx" ON "audit_event"("subject");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cv" ADD CONSTRAINT "cv_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cv_text" ADD CONSTRAINT "cv_text_cv_id_fkey" FOREIGN KEY ("cv_id") REFERENCES "cv"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile" ADD CONSTRAINT "profile_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile" ADD CONSTRAINT "profile_cv_id_fkey" FOREIGN KEY ("cv_id") REFERENCES "cv"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vacancy" ADD CONSTRAINT "vacancy_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criterion" ADD CONSTRAINT "criterion_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match" ADD CONSTRAINT "match_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match" ADD CONSTRAINT "match_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.

-- Every write of a profile takes a number from here, under an advisory lock, so that revisions commit in order.
CREATE SEQUENCE "profile_revision" AS BIGINT;

-- What happened stays written. Statement level: also an UPDATE that would touch no row is refused.
CREATE FUNCTION "refuse_change_of_audit_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "audit_event_append_only"
  BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_audit_event"();

-- Fires under session_replication_role = replica too.
ALTER TABLE "audit_event" ENABLE ALWAYS TRIGGER "audit_event_append_only";

ALTER TABLE "api_key"
  ADD CONSTRAINT "api_key_hash_is_sha256" CHECK (octet_length("hash") = 32);

ALTER TABLE "candidate"
  ADD CONSTRAINT "candidate_link_version_positive" CHECK ("link_version" > 0);

ALTER TABLE "cv"
  ADD CONSTRAINT "cv_sha256_length" CHECK (octet_length("sha256") = 32),
  ADD CONSTRAINT "cv_uploader_hash_length" CHECK (octet_length("uploader_hash") = 32),
  ADD CONSTRAINT "cv_not_empty" CHECK ("size_bytes" > 0),
  ADD CONSTRAINT "cv_unreadable_has_outcome" CHECK ("status" <> 'unreadable' OR "outcome" IS NOT NULL),
  ADD CONSTRAINT "cv_counters_not_negative" CHECK ("epoch" >= 0 AND "attempts" >= 0);

ALTER TABLE "profile"
  ADD CONSTRAINT "profile_revision_positive" CHECK ("revision" > 0),
  ADD CONSTRAINT "profile_ranked_revision_known" CHECK ("ranked_revision" <= "revision");

ALTER TABLE "vacancy"
  ADD CONSTRAINT "vacancy_pay_in_order" CHECK ("pay_from" <= "pay_to"),
  ADD CONSTRAINT "vacancy_counters_not_negative"
    CHECK ("revision" > 0 AND "generation" >= 0 AND "candidate_count" >= 0 AND "epoch" >= 0 AND "attempts" >= 0),
  ADD CONSTRAINT "vacancy_cutoff_whole" CHECK (("cutoff_tier" IS NULL) = ("cutoff_score" IS NULL));

ALTER TABLE "criterion"
  ADD CONSTRAINT "criterion_weights_not_negative" CHECK ("suggested_weight" >= 0 AND "applied_weight" >= 0),
  ADD CONSTRAINT "criterion_span_in_order"
    CHECK (("span_start" IS NULL) = ("span_end" IS NULL) AND "span_start" >= 0 AND "span_start" < "span_end");

ALTER TABLE "match"
  ADD CONSTRAINT "match_tier_range" CHECK ("tier" IN (0, 1)),
  ADD CONSTRAINT "match_scores_range"
    CHECK ("score" BETWEEN 0 AND 10000 AND "fit" BETWEEN 0 AND 10000 AND "reverse_fit" BETWEEN 0 AND 10000);

ALTER TABLE "audit_event"
  ADD CONSTRAINT "audit_event_hash_is_sha256" CHECK (octet_length("hash") = 32);
