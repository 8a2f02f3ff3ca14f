-- AlterTable
ALTER TABLE "candidate" ADD COLUMN "available_from" DATE;
