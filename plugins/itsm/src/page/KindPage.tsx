import { Container } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { KindRecords } from '../list/KindRecords';
import { ItsmRoot } from '../states/ItsmRoot';
import { RoutedRecord } from './RoutedRecord';

/** All records of a kind, and below it each of them. */
export function KindPage(props: { kind: string }) {
  return (
    <Container my="4">
      <Routes>
        <Route
          index
          element={
            <ItsmRoot view={`list-${props.kind}`}>
              <KindRecords kind={props.kind} />
            </ItsmRoot>
          }
        />
        <Route path=":number" element={<RoutedRecord />} />
      </Routes>
    </Container>
  );
}
