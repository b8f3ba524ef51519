import { Skeleton, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { useNavigate } from 'react-router-dom';
import type {
  DefinitionContent,
  DefinitionView,
} from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { useDraftOwner } from '../../../create/useDraftOwner';
import { useToast } from '../../../record/useToast';
import { FailureAlert } from '../../../states/FailureAlert';
import { ReadOnlyNote } from '../../../states/ReadOnlyNote';
import { BackLink } from '../BackLink';
import { useDefinition, useMay } from '../definitionQueries';
import type {
  DefinitionParts,
  DefinitionTypeView,
} from '../DefinitionTypeView';
import { useDefinitionPaths } from '../paths';
import { useDefinitionParts } from '../useDefinitionParts';
import { contentOf, DefinitionForm, givenOf } from './DefinitionForm';

/** The form of a definition that does not exist yet. */
export function NewDefinition({ view }: { view: DefinitionTypeView }) {
  const { code } = useItsmText();
  const parts = useDefinitionParts(view);
  const owner = useDraftOwner();
  const may = useMay(view);
  const paths = useDefinitionPaths(1);
  const client = useApi(itsmApiRef).definitions;
  const done = useDone();
  if (may && !may.manage) return <MayNot may={may} />;
  if (!parts || owner === undefined) return <FormSkeleton />;
  return (
    <>
      <BackLink to={paths.list} view={view} />
      <Text as="h2" variant="title-small" weight="bold">
        {code(`definition.type.${view.name}.new`)}
      </Text>
      <DefinitionForm
        view={view}
        parts={parts}
        draft={`definition/${view.name}/new`}
        initial={freshContent(parts)}
        cancelPath={paths.list}
        send={content => client.create(view.plural, givenOf(content))}
        onDone={made => done(made, paths.one(made.id))}
      />
    </>
  );
}

/** The form of a definition that exists: it makes a draft beside what is active. */
export function EditDefinition(props: {
  view: DefinitionTypeView;
  id: string;
}) {
  const { view, id } = props;
  const { code } = useItsmText();
  const parts = useDefinitionParts(view);
  const owner = useDraftOwner();
  const may = useMay(view);
  const paths = useDefinitionPaths(2);
  const client = useApi(itsmApiRef).definitions;
  const { data, error, refresh } = useDefinition(view.plural, id);
  const done = useDone();
  if (may && !may.manage) return <MayNot may={may} />;
  if (error && !data) return <FailureAlert error={error} onRetry={refresh} />;
  if (!parts || !data || owner === undefined) return <FormSkeleton />;
  return (
    <>
      <BackLink to={paths.list} view={view} />
      <Text as="h2" variant="title-small" weight="bold">
        {code(`definition.type.${view.name}.edit`, { name: data.name })}
      </Text>
      <DefinitionForm
        view={view}
        parts={parts}
        draft={`definition/${view.name}/${id}`}
        definition={data}
        initial={contentOf(data)}
        cancelPath={paths.one(id)}
        send={(content, seen) =>
          client.edit(view.plural, id, givenOf(content), {
            version: seen!.version,
          })
        }
        onDone={made => done(made, paths.one(id))}
      />
    </>
  );
}

function useDone() {
  const { t } = useItsmText();
  const toast = useToast();
  const navigate = useNavigate();
  return ({ name }: DefinitionView, path: string) => {
    toast({ title: t('definition.form.saved', { name }), status: 'success' });
    navigate(path);
  };
}

function MayNot({ may }: { may: { readOnly: boolean } }) {
  const { t } = useItsmText();
  return may.readOnly ? (
    <ReadOnlyNote because="installation" />
  ) : (
    <Text as="p">{t('definition.mayNotManage')}</Text>
  );
}

const freshContent = ({ initial }: DefinitionParts): DefinitionContent => ({
  name: '',
  ownerGroup: null,
  desk: '',
  spec: initial,
});

const FormSkeleton = () => <Skeleton width="100%" height="24rem" />;
