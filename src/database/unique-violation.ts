/** Whether a write was refused because another row has the value: Prisma's code or PostgreSQL's. */
export function isUniqueViolation(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'P2002' || code === '23505';
}
