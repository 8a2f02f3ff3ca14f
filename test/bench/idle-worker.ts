/** Stands in for the worker where the API is measured alone. */
import { announceReady, onShutdown } from '../../src/process-contract.js';

const keepAlive = setInterval(() => undefined, 60_000);
onShutdown(
  () => {
    clearInterval(keepAlive);
    return Promise.resolve();
  },
  { onFault: (error) => console.error(error) },
);
announceReady();
