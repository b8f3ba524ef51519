import { useItsmSettings, useLanguage } from 'backstage-plugin-itsm-react';

/** A desk of the installation, as the reader knows it. */
export interface ShownDesk {
  name: string;
  title: string;
}

/** The desks with their titles in the reader's language; empty until they are known. */
export function useDesks(): ShownDesk[] {
  const { data: settings } = useItsmSettings();
  const language = useLanguage();
  return (settings?.desks ?? []).map(({ name, title, titles }) => ({
    name,
    title: titles[language ?? 'en'] ?? title,
  }));
}

export const deskTitle = (desks: readonly ShownDesk[], name: string): string =>
  desks.find(desk => desk.name === name)?.title ?? name;
