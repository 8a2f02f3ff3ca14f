import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDatabase } from '../../../src/database/client.js';
import { projectRoot } from '../../../src/project-root.js';
import { createTestDatabase } from '../../fixtures/database.js';

const program = join(projectRoot, 'dist', 'src', 'staff', 'first-admin-command.js');

function makeFirstAdmin(url: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe('the command for the first administrator', () => {
  it('prints a key and a link to set a password by, once, and makes nobody the second time', async () => {
    const { url, drop } = await createTestDatabase();
    const database = createDatabase({ url, pool: 2, keys: null });
    try {
      expect(makeFirstAdmin(url)).toEqual({
        status: 0,
        output: expect.stringMatching(
          /^API key: otm_\S+\nSet a password, within three days: http:\S+\/set-password#[\w-]{43}\n$/,
        ) as string,
      });
      expect(makeFirstAdmin(url)).toEqual({
        status: 0,
        output: 'There is staff already; nothing was changed.\n',
      });
      expect(await database.prisma.staff.count({ where: { role: 'admin' } })).toBe(1);
    } finally {
      await database.close();
      await drop();
    }
  });

  it('says in one sentence what is missing', () => {
    const { status, output } = makeFirstAdmin('');
    expect(status).toBe(1);
    expect(output).toMatch(/^DATABASE_URL is not set\./);
  });
});
