import { Suspense, lazy } from 'react';
import { ButtonIcon, DialogTrigger, Popover, Skeleton } from '@backstage/ui';
import { RiUserSearchLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import type { ListState } from './useListState';

/** Its fields search the catalog: nobody waits for them who does not use them. */
const WhoFields = lazy(() =>
  import('./WhoFields').then(m => ({ default: m.WhoFields })),
);

/** Narrows the list to the records of a person or a team; tags say of whom. */
export function WhoFilter(props: { list: ListState }) {
  const { t } = useItsmText();
  return (
    <DialogTrigger>
      <ButtonIcon
        aria-label={t('list.who')}
        variant="secondary"
        icon={<RiUserSearchLine />}
      />
      <Popover aria-label={t('list.who')} placement="bottom end" hideArrow>
        <Suspense fallback={<Skeleton width="18rem" height="9rem" />}>
          <WhoFields list={props.list} />
        </Suspense>
      </Popover>
    </DialogTrigger>
  );
}
