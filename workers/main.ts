import { readConfig } from '../src/config.js';
import { isQueueName, QUEUES } from '../src/queue/registry.js';
import { runWorker } from './run-worker.js';

/**
 * The worker process. Without arguments it serves every queue; `main.js extract`, `main.js profile rank` and the like
 * serve those named, so that each kind of work can be given processes of its own.
 */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !isQueueName(name));
if (unknown.length > 0) {
  console.error(`There is no queue ${unknown.join(', ')}; the queues are ${QUEUES.join(', ')}.`);
  process.exit(1);
}
try {
  await runWorker(readConfig(), wanted.length === 0 ? QUEUES : wanted.filter(isQueueName));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
