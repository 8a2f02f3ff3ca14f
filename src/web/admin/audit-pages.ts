import { AUDIT_ACTIONS } from '../../audit/append-audit.js';
import { auditQuery, listAuditEvents } from '../../audit/list-events.js';
import { VERDICT_ENTRIES, verifyAudit } from '../../audit/verify-audit.js';
import type { Database } from '../../database/client.js';
import { Problem } from '../../http/problem.js';
import { ADMINS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { namesOfStaff } from '../../staff/list-staff.js';
import { address, anything, pick, valueOf } from '../address.js';
import { fieldFaults, type FormFault } from '../form-fault.js';
import type { PageMaker } from '../page.js';

const HERE = '/admin/audit';

/** Who did what, and whether the trail is whole. */
export function auditPages(pages: PageMaker, database: Database): Route[] {
  return [
    pages.define({
      path: HERE,
      summary: 'The audit trail',
      access: ADMINS,
      query: anything,
      async show({ query: sent }) {
        const filters = pick(sent, ['actor', 'action', 'subject', 'day']);
        const faults: FormFault[] = [];
        let query = validate(auditQuery, {});
        try {
          query = validate(auditQuery, { ...filters, ...pick(sent, ['cursor', 'limit']) });
        } catch (error) {
          if (!(error instanceof Problem) || error.errors === null) throw error;
          faults.push(...fieldFaults(error));
        }
        const [events, staff] = await Promise.all([listAuditEvents(database, query), namesOfStaff(database)]);
        return {
          view: 'admin/audit',
          title: 'Audit trail',
          status: faults.length > 0 ? 400 : 200,
          data: {
            faults,
            events: events.items.map(({ facts, ...event }) => ({ ...event, facts: Object.entries(facts) })),
            filters,
            isFiltered: Object.keys(filters).length > 0,
            actions: AUDIT_ACTIONS,
            staff,
            verdict:
              valueOf(sent, 'verify') === undefined
                ? null
                : await verifyAudit(database, { newest: VERDICT_ENTRIES }),
            verify: address(HERE, { ...filters, verify: 'yes' }),
            next: events.nextCursor && address(HERE, { ...filters, cursor: events.nextCursor }),
          },
        };
      },
    }),
  ];
}
