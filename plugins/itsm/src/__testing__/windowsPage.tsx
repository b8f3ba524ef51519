import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { AdministrationPageBlueprint } from 'backstage-plugin-itsm-react';

const windowsTranslationRef = createTranslationRef({
  id: 'plugin.windows',
  messages: { title: 'Freeze windows' },
});

export const windowsPage = AdministrationPageBlueprint.make({
  name: 'windows',
  params: {
    path: 'windows',
    title: windowsTranslationRef('title'),
    permissions: ['itsm.window.read', 'itsm.window.manage'],
    loader: async () => <p>Nothing is frozen</p>,
  },
});
