import { readConfig, type Config } from '../config.js';
import { onShutdown } from '../process-contract.js';
import { startEverything, type RunningInstallation } from './start-everything.js';

/**
 * The life of a supervising process: reads the configuration, starts everything, hands over to `work`, and then runs
 * until Ctrl-C, SIGTERM or the end of a parent; what goes wrong is said in one sentence, with exit code 1. A second
 * Ctrl-C kills what is still draining.
 *
 * @param work gets what runs; it may end early by calling `running.stop()` and `process.exit`.
 */
export async function runInstallation(
  work: (running: RunningInstallation, config: Config) => Promise<void>,
): Promise<void> {
  const abort = new AbortController();
  let starting: Promise<RunningInstallation> | null = null;
  onShutdown(
    async () => {
      abort.abort(new Error('Stopped while it started.'));
      console.error('Stopping …');
      const running = await starting?.catch(() => null);
      await running?.stop();
    },
    { onFault: (error) => console.error(error), faultCapMs: 25_000 },
  );
  try {
    const config = readConfig();
    starting = startEverything(config, { log: (message) => console.error(message), signal: abort.signal });
    await work(await starting, config);
  } catch (error) {
    if (abort.signal.aborted) return;
    console.error(error instanceof Error ? error.message : error);
    const running = await starting?.catch(() => null);
    await running?.stop();
    process.exit(1);
  }
}
