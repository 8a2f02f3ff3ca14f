-- Blank: what scoring asks for was worked out by rules that nobody noted, and is worked out again before the next ranking.
ALTER TABLE "vacancy" ADD COLUMN "rules_version" TEXT NOT NULL DEFAULT '';
