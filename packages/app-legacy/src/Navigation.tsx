import { Sidebar, SidebarItem } from '@backstage/core-components';
import { useApp } from '@backstage/core-plugin-api';

export function Navigation() {
  const Catalog = useApp().getSystemIcon('catalog')!;
  return (
    <Sidebar>
      <SidebarItem icon={Catalog} to="catalog" text="Catalog" />
      <SidebarItem icon={Catalog} to="itsm" text="ITSM" />
    </Sidebar>
  );
}
