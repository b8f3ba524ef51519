import { useState } from 'react';
import {
  Button,
  ButtonIcon,
  DialogBody,
  DialogFooter,
  Flex,
  TextField,
} from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { useToast } from '../record/useToast';
import { ItsmDialog } from '../states/ItsmDialog';
import type { ListMemory, SavedView } from './useListMemory';
import styles from './RecordList.module.css';

const MAX_NAME = 60;

/** Saves, and says what was done or that it was not. */
function useSave(memory: ListMemory) {
  const { t } = useItsmText();
  const toast = useToast();
  return async (views: SavedView[], done?: string) => {
    try {
      await memory.saveViews(views);
      if (done) toast({ title: done, status: 'success' });
    } catch (error) {
      toast({
        title: t('list.view.notSaved'),
        description: (error as Error).message,
        status: 'danger',
      });
    }
  };
}

/** Gives what the list shows a name. */
export function SaveViewDialog(props: {
  memory: ListMemory;
  search: string;
  onClose: () => void;
}) {
  const { t } = useItsmText();
  const { memory, onClose } = props;
  const [typed, setTyped] = useState('');
  const save = useSave(memory);
  const name = typed.trim();
  const taken = memory.views.some(view => view.name === name);
  const submit = () => {
    if (!name || taken) return;
    void save(
      [...memory.views, { name, search: props.search }],
      t('list.view.savedAs', { name }),
    );
    onClose();
  };
  return (
    <ItsmDialog title={t('list.view.save')} width={440} onClose={onClose}>
      <DialogBody>
        <form
          id="itsm-save-view"
          noValidate
          onSubmit={event => {
            event.preventDefault();
            submit();
          }}
        >
          <TextField
            isRequired
            label={t('list.view.name')}
            description={taken ? t('list.view.nameTaken') : t('list.view.hint')}
            isInvalid={taken}
            maxLength={MAX_NAME}
            value={typed}
            onChange={setTyped}
          />
        </form>
      </DialogBody>
      <DialogFooter>
        <Button type="submit" form="itsm-save-view" isDisabled={!name || taken}>
          {t('form.save')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('form.cancel')}
        </Button>
      </DialogFooter>
    </ItsmDialog>
  );
}

/** Other names for saved views, or none. */
export function ManageViewsDialog(props: {
  memory: ListMemory;
  onClose: () => void;
}) {
  const { t } = useItsmText();
  const { memory, onClose } = props;
  const save = useSave(memory);
  const { views } = memory;
  const rename = (old: string, typed: string) => {
    const name = typed.trim();
    const isNew = name && !views.some(view => view.name === name);
    if (isNew) {
      void save(
        views.map(view => (view.name === old ? { ...view, name } : view)),
      );
    }
  };
  return (
    <ItsmDialog title={t('list.view.saved')} width={440} onClose={onClose}>
      <DialogBody>
        <Flex direction="column" gap="2">
          {views.map(({ name }) => (
            <div key={name} className={styles.savedView}>
              <TextField
                aria-label={t('list.view.rename', { name })}
                maxLength={MAX_NAME}
                defaultValue={name}
                onBlur={event =>
                  rename(name, (event.target as HTMLInputElement).value)
                }
              />
              <ButtonIcon
                aria-label={t('list.view.delete', { name })}
                variant="secondary"
                icon={<RiDeleteBinLine />}
                onPress={() =>
                  void save(
                    views.filter(view => view.name !== name),
                    t('list.view.deleted', { name }),
                  )
                }
              />
            </div>
          ))}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button onPress={onClose}>{t('list.view.done')}</Button>
      </DialogFooter>
    </ItsmDialog>
  );
}
