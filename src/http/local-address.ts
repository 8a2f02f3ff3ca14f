/**
 * Where somebody goes after signing in: an address of ours and nothing else (`//elsewhere` and `/\elsewhere` are other
 * sites to a browser), or the list of vacancies.
 */
export function localAddress(next: string | undefined): string {
  return next !== undefined && /^\/(?!\/)[!#-[\]-~]*$/.test(next) ? next : '/vacancies';
}
