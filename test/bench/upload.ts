import { randomBytes } from 'node:crypto';
import { sampleFiles } from './corpus.js';
import type { Bench, Contender } from './harness.js';
import { compare } from './harness.js';
import { startInstallation, startServer } from './installation.js';
import { inParallel, keepAlive, upload } from './upload-client.js';

const SIZE = 150 * 1024;
const CONNECTIONS = 16;
const PER_ROUND = 200;

/** The whole upload route, acknowledged once the file is synced and its row committed. */
export const uploads: Bench = {
  name: 'upload',
  async run(rounds, note) {
    note('starting API and yardstick');
    const [api, bare] = [await startInstallation({ worker: false }), await startServer('busboy-server.js')];
    const agent = keepAlive(CONNECTIONS);
    const pdf = sampleFiles('pdf')[0]?.bytes ?? Buffer.alloc(0);
    let sent = 0;
    const sending = (name: string, address: string, anchor: boolean): Contender => ({
      name,
      amount: PER_ROUND,
      anchor,
      async round() {
        const files = Array.from({ length: PER_ROUND }, () =>
          Buffer.concat([pdf, Buffer.from('\n%'), randomBytes(SIZE - pdf.length)]),
        );
        const started = performance.now();
        await inParallel(PER_ROUND, CONNECTIONS, async (index) => {
          const email = `bench-${(sent += 1)}@example.org`;
          const answer = await upload(address, agent, {
            bytes: files[index] ?? pdf,
            fileName: 'cv.pdf',
            name: 'Bench',
            email,
          });
          if (answer.status !== 202) throw new Error(`upload answered ${answer.status}: ${answer.body}`);
        });
        return performance.now() - started;
      },
    });
    try {
      const rows = await compare(
        [sending('whole route', api.address, false), sending('busboy to disk', bare.address, true)],
        rounds,
      );
      return [
        {
          title: `Uploading a CV of 150 KB over ${CONNECTIONS} connections`,
          unit: 'upload',
          rounds,
          rows,
          facts: {},
          notes: [
            'Whole route: checked, hashed, synced to disk, row and audit committed, queued. Client included.',
          ],
        },
      ];
    } finally {
      agent.destroy();
      await bare.stop();
      await api.stop();
    }
  },
};
