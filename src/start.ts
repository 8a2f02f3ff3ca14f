import { runInstallation } from './supervisor/run-installation.js';

/** All in one for a laptop or a small agency: embedded PostgreSQL, migrations, API and worker. */
await runInstallation(async ({ address, firstAdminKey, firstAdminLink }, config) => {
  console.log(
    [
      '',
      `OT Match runs at ${address}`,
      `API and its documentation: ${address}/docs`,
      firstAdminKey === null
        ? 'Sign in with e-mail address and password, or use an API key: Authorization: Bearer KEY'
        : `Your administrator's key, shown this once: ${firstAdminKey}\nUse it with: Authorization: Bearer KEY\n` +
          `Set a password, within three days: ${firstAdminLink ?? ''}`,
      config.production ? '' : `Data and logs: ${config.dataDir}`,
      'Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
  return Promise.resolve();
});
