/** Why a process did not answer. `starved`: out of time like `timeout`, most of which it waited for a processor. */
export type CauseOfDeath = 'timeout' | 'starved' | 'cpu' | 'memory' | 'killed' | 'crash';

export interface Death {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  /** Last words on stderr. */
  readonly stderr: string;
  /** Most resident memory that was seen over this document, as a share of the limit. */
  readonly memoryShare: number;
}

const MEMORY_WORDS =
  /out of memory|allocation failed|bad_alloc|cannot allocate memory|mmap.*failed|oom|failed to reserve/i;
/** A process that grew this far and then fell over did so for want of memory, whatever its last words. */
const SWOLLEN = 0.6;

/**
 * | what was seen | cause |
 * |---|---|
 * | SIGXCPU | `cpu` |
 * | words about memory, or a fall when nearly at the limit | `memory` |
 * | SIGKILL that was not ours (the kernel short of memory, an operator) | `killed` |
 * | any other end (SIGSEGV, SIGABRT, exit by an unhandled rejection) | `crash` |
 */
export function causeOfDeath(death: Death): CauseOfDeath {
  if (death.signal === 'SIGXCPU') return 'cpu';
  if (MEMORY_WORDS.test(death.stderr) || death.memoryShare > SWOLLEN) return 'memory';
  return death.signal === 'SIGKILL' ? 'killed' : 'crash';
}
