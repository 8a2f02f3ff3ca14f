-- CreateTable
CREATE TABLE "place" (
    "code" TEXT NOT NULL,
    "precision" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "place_pkey" PRIMARY KEY ("code")
);

-- From here on by hand: what the Prisma schema cannot say.

-- The corners are those of the British Isles, with the Channel Islands and Shetland: what lies outside was misread.
ALTER TABLE "place"
  ADD CONSTRAINT "place_precision_known" CHECK ("precision" IN ('area', 'district', 'full')),
  ADD CONSTRAINT "place_in_british_isles"
    CHECK ("latitude" BETWEEN 49 AND 61 AND "longitude" BETWEEN -9 AND 2);
