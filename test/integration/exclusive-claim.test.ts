import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimHolder, isClaim, takeClaim } from '../../src/exclusive-claim.js';
import { projectRoot } from '../../src/project-root.js';
import { killStarted, startProcess, type StartedProcess } from '../fixtures/processes.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claim-'));
});
afterEach(() => {
  killStarted();
  rmSync(folder, { recursive: true });
});

const program = `
  import { takeClaim, isClaim } from ${JSON.stringify(join(projectRoot, 'dist/src/exclusive-claim.js'))};
  process.stdin.once('data', () => {
    const claim = takeClaim(process.argv[1], 'right', 'by ' + process.pid);
    console.log(isClaim(claim) ? 'HAS IT' : 'HELD BY ' + claim.pid);
    setInterval(() => undefined, 1_000_000);
  });
  console.log('WAITS');
`;

async function contender(): Promise<StartedProcess> {
  const one = startProcess(process.execPath, ['--input-type=module', '--eval', program, folder]);
  await one.says(/WAITS/);
  return one;
}

describe('a claim', () => {
  it('is held by one of several processes that want it at the same moment, also when it was a dead one’s', async () => {
    for (let round = 0; round < 3; round += 1) {
      const contenders = await Promise.all([1, 2, 3, 4].map(contender));
      for (const { child } of contenders) child.stdin?.write('go');
      const said = await Promise.all(contenders.map((one) => one.says(/HAS IT|HELD BY (\d+)/)));
      const winners = contenders.filter((_one, index) => said[index]?.[0] === 'HAS IT');
      expect(winners).toHaveLength(1);
      const losers = said.filter(([text]) => text !== 'HAS IT').map(([, pid]) => Number(pid));
      expect(new Set(losers)).toEqual(new Set([winners[0]?.pid]));
      killStarted();
      await Promise.all(contenders.map(({ ended }) => ended));
    }
  });

  it('tells others who holds it and what they wrote', () => {
    const claim = takeClaim(folder, 'right', 'first');
    expect(claimHolder(folder, 'right')).toEqual({ pid: process.pid, text: 'first' });
    expect(takeClaim(folder, 'right')).toEqual({ pid: process.pid, text: 'first' });
    if (isClaim(claim)) claim.describe('second\nline');
    expect(claimHolder(folder, 'right')?.text).toBe('second\nline');
    expect(isClaim(takeClaim(folder, 'another right'))).toBe(true);
  });

  it('can be let go and taken again', () => {
    const claim = takeClaim(folder, 'right');
    if (isClaim(claim)) claim.release();
    expect(claimHolder(folder, 'right')).toBeNull();
    expect(isClaim(takeClaim(folder, 'right'))).toBe(true);
  });

  it('of a process whose number somebody else has now is free', () => {
    writeFileSync(join(folder, 'right.5'), `${process.pid}@1\nold`);
    expect(claimHolder(folder, 'right')).toBeNull();
    expect(isClaim(takeClaim(folder, 'right'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['right.6']);
  });
});
