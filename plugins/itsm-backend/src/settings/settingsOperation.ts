import type { BasicPermission } from '@backstage/plugin-permission-common';
import { settingsView, type SettingsView } from 'backstage-plugin-itsm-common';
import type { ItsmConfig } from '../config';
import { op, type Mounted } from '../http/operation';
import type { KindRegistry } from '../records/KindRegistry';
import { MAX_ATTACHMENT_BYTES } from '../attachments/attachmentOperations';

/** What a page needs to know before it draws its buttons. */
export function settingsOperation(
  config: ItsmConfig,
  kinds: KindRegistry,
  basicPermissions: () => readonly BasicPermission[],
): Mounted {
  return op(
    {
      id: 'get-settings',
      method: 'get',
      path: '/v1/settings',
      summary:
        'Priority matrix, kinds, and which basic permissions the caller has',
      permission: 'everybody',
      result: settingsView,
    },
    async ({ caller }): Promise<SettingsView> => {
      const basic = basicPermissions();
      const granted = await caller.has(basic);
      return {
        matrix: config.settings.matrix,
        readOnly: config.readOnly,
        kinds: kinds.all.map(
          ({ name, plural, hideClosedFromSearch: hideClosedFromSearch }) => ({
            name,
            plural,
            ...(hideClosedFromSearch && { hideClosedFromSearch }),
          }),
        ),
        desks: config.desks.all.map(
          ({ name, title, titles, confidential }) => ({
            name,
            title,
            titles: { ...titles },
            confidential,
          }),
        ),
        quietPeriodMinutes: config.settings.quietPeriodMs / 60_000,
        maxAttachmentBytes: MAX_ATTACHMENT_BYTES,
        permissions: basic
          .filter((_, index) => granted[index])
          .map(permission => permission.name),
      };
    },
  );
}
