-- A closing day of summer was kept by the clock of winter, so it ended an hour into the day after it in London.
UPDATE "vacancy" SET "closes_at" = "closes_at" - interval '1 hour'
 WHERE "status" = 'open'
   AND ("closes_at" AT TIME ZONE 'UTC')::time(0) = '23:59:59'
   AND ("closes_at" AT TIME ZONE 'Europe/London')::time(0) = '00:59:59';
