import { Suspense, lazy, useState } from 'react';
import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { RiArrowDownSLine } from '@remixicon/react';
import { useItsmText, type KindView } from 'backstage-plugin-itsm-react';
import { useToast } from '../record/useToast';
import { searchOf } from './listFilters';
import type { ListMemory } from './useListMemory';
import type { ListState } from './useListState';

const SaveViewDialog = lazy(() =>
  import('./ViewDialogs').then(m => ({ default: m.SaveViewDialog })),
);
const ManageViewsDialog = lazy(() =>
  import('./ViewDialogs').then(m => ({ default: m.ManageViewsDialog })),
);

/** Columns are part of a saved view, and of the link to it. */
function searchWith(filters: string, columns: readonly string[] | undefined) {
  const params = new URLSearchParams(filters);
  if (columns) params.set('columns', columns.join());
  return params.toString();
}

/** Views of the list: those that its kind offers, those that the reader saved, and what to do with them. */
export function ViewMenu(props: {
  view: KindView;
  list: ListState;
  memory: ListMemory;
}) {
  const { t, code } = useItsmText();
  const { list, memory } = props;
  const toast = useToast();
  const [dialog, setDialog] = useState<'save' | 'manage'>();
  const plain = searchOf(list.filters);
  const current = searchWith(plain, list.columns ?? memory.columns);
  const builtIn = [
    { label: 'list.view.all', filters: {} },
    ...(props.view.listViews ?? []),
    { label: 'list.view.unowned', filters: { unowned: 'true' } as const },
  ].map(({ label, filters }) => ({
    name: code(label),
    search: searchOf(filters),
  }));
  const named =
    memory.views.find(({ search }) => search === current) ??
    builtIn.find(({ search }) => search === plain);
  const openBy = (views: readonly { search: string }[]) => (index: string) =>
    list.open(views[Number(index)].search);
  const items = (views: readonly { name: string }[], prefix: string) =>
    views.map(({ name }, index) => (
      <MenuItem key={name} id={`${prefix}${index}`}>
        {name}
      </MenuItem>
    ));
  const copyLink = () => {
    const { origin, pathname } = window.location;
    const copied = navigator.clipboard?.writeText(
      `${origin}${pathname}?${current}`,
    );
    (copied ?? Promise.reject(new Error())).then(
      () => toast({ title: t('list.view.linkCopied'), status: 'success' }),
      () => toast({ title: t('list.view.linkNotCopied'), status: 'warning' }),
    );
  };
  const choose = (key: string) => {
    const [, prefix, rest] = /^(b|s|do-)(.+)$/.exec(key) ?? [];
    if (prefix === 'b') openBy(builtIn)(rest);
    else if (prefix === 's') openBy(memory.views)(rest);
    else if (rest === 'link') copyLink();
    else setDialog(rest as 'save' | 'manage');
  };

  return (
    <>
      <MenuTrigger>
        <Button variant="secondary" iconEnd={<RiArrowDownSLine />}>
          {named?.name ?? t('list.view.label')}
        </Button>
        <Menu
          aria-label={t('list.view.label')}
          placement="bottom end"
          onAction={key => choose(String(key))}
        >
          <MenuSection title={t('list.view.builtIn')}>
            {items(builtIn, 'b')}
          </MenuSection>
          {memory.views.length > 0 ? (
            <MenuSection title={t('list.view.saved')}>
              {items(memory.views, 's')}
            </MenuSection>
          ) : null}
          <MenuSeparator />
          <MenuItem id="do-save">{t('list.view.save')}</MenuItem>
          <MenuItem id="do-link">{t('list.view.copyLink')}</MenuItem>
          {memory.views.length > 0 ? (
            <MenuItem id="do-manage">{t('list.view.manage')}</MenuItem>
          ) : null}
        </Menu>
      </MenuTrigger>
      <Suspense fallback={null}>
        {dialog === 'save' && (
          <SaveViewDialog
            memory={memory}
            search={current}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'manage' && (
          <ManageViewsDialog
            memory={memory}
            onClose={() => setDialog(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
