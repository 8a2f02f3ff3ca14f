import { runInstallation } from './supervisor/run-installation.js';

/** All in one for a laptop or a small agency: embedded PostgreSQL, migrations, API and worker. */
await runInstallation(async ({ address, firstAdminKey }, config) => {
  console.log(
    [
      '',
      `OT Match runs at ${address}`,
      `API and its documentation: ${address}/docs`,
      firstAdminKey === null
        ? 'Sign in with your API key: Authorization: Bearer KEY'
        : `Your administrator's key, shown this once: ${firstAdminKey}\nSign in with it: Authorization: Bearer KEY`,
      config.production ? '' : `Data and logs: ${config.dataDir}`,
      'Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
  return Promise.resolve();
});
