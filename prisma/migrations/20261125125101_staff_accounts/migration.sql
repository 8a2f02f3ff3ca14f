-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "staff_account" (
    "staff_id" UUID NOT NULL,
    "email" TEXT,
    "password_hash" TEXT,
    "password_set_at" TIMESTAMPTZ(3),
    "totp_secret" BYTEA,
    "totp_pending" BYTEA,
    "totp_last_step" BIGINT NOT NULL DEFAULT 0,
    "recovery_hashes" BYTEA[] DEFAULT ARRAY[]::BYTEA[],
    "oidc_subject" TEXT,
    "reset_asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_account_pkey" PRIMARY KEY ("staff_id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "method" TEXT NOT NULL,
    "second_factor" BOOLEAN NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "hash" BYTEA NOT NULL,
    "staff_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "id" BYTEA NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "wait_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_account_email_key" ON "staff_account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_account_oidc_subject_key" ON "staff_account"("oidc_subject");

-- CreateIndex
CREATE UNIQUE INDEX "staff_session_hash_key" ON "staff_session"("hash");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");

-- CreateIndex
CREATE INDEX "staff_session_expires_at_idx" ON "staff_session"("expires_at");

-- CreateIndex
CREATE INDEX "one_time_link_staff_id_purpose_idx" ON "one_time_link"("staff_id", "purpose");

-- CreateIndex
CREATE INDEX "one_time_link_expires_at_idx" ON "one_time_link"("expires_at");

-- CreateIndex
CREATE INDEX "sign_in_throttle_last_failed_at_idx" ON "sign_in_throttle"("last_failed_at");

-- AddForeignKey
ALTER TABLE "staff_account" ADD CONSTRAINT "staff_account_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: digests are digests, and purposes are the known ones.
ALTER TABLE "staff_session"
  ADD CONSTRAINT "staff_session_hash_is_sha256" CHECK (octet_length("hash") = 32),
  ADD CONSTRAINT "staff_session_method_is_known" CHECK ("method" IN ('password', 'oidc'));
ALTER TABLE "one_time_link"
  ADD CONSTRAINT "one_time_link_hash_is_sha256" CHECK (octet_length("hash") = 32),
  ADD CONSTRAINT "one_time_link_purpose_is_known" CHECK ("purpose" IN ('password', 'second_factor'));
ALTER TABLE "staff_account"
  ADD CONSTRAINT "staff_account_email_is_lower_case" CHECK ("email" = lower("email")),
  ADD CONSTRAINT "staff_account_password_is_argon2id" CHECK ("password_hash" LIKE '$argon2id$%');
