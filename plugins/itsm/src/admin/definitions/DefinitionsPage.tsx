import { Container } from '@backstage/ui';
import { Route, Routes, useParams } from 'react-router-dom';
import { useItsmSettings } from 'backstage-plugin-itsm-react';
import { FailureAlert } from '../../states/FailureAlert';
import { ItsmRoot } from '../../states/ItsmRoot';
import { NotPermitted } from './NotPermitted';
import type { DefinitionTypeView } from './DefinitionTypeView';
import { DefinitionList } from './DefinitionList';
import { DefinitionPage } from './DefinitionPage';
import { EditDefinition, NewDefinition } from './form/DefinitionFormPages';
import { useMay } from './definitionQueries';

/** All pages of one type: its list, and below it each definition and its form. */
export function DefinitionsPage(props: { view: DefinitionTypeView }) {
  const { view } = props;
  return (
    <Container my="4">
      <ItsmRoot view={`definitions-${view.name}`}>
        <Permitted view={view}>
          <Routes>
            <Route index element={<DefinitionList view={view} />} />
            <Route path="new" element={<NewDefinition view={view} />} />
            <Route path=":id" element={<Routed view={view} />} />
            <Route path=":id/edit" element={<Routed view={view} edited />} />
          </Routes>
        </Permitted>
      </ItsmRoot>
    </Container>
  );
}

/** Asks for nothing that this user may not read. */
function Permitted(props: { view: DefinitionTypeView; children: JSX.Element }) {
  const may = useMay(props.view);
  const { error, refresh } = useItsmSettings();
  if (!may) {
    return error ? <FailureAlert error={error} onRetry={refresh} /> : null;
  }
  return may.read ? props.children : <NotPermitted view={props.view} />;
}

/** Another definition is another page. */
function Routed(props: { view: DefinitionTypeView; edited?: boolean }) {
  const { id = '' } = useParams();
  const Page = props.edited ? EditDefinition : DefinitionPage;
  return <Page key={id} view={props.view} id={id} />;
}
