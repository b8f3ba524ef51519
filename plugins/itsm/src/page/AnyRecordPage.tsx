import { Container } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { RoutedRecord } from './RoutedRecord';

/** A record of any kind by its number. */
export function AnyRecordPage() {
  return (
    <Container my="4">
      <Routes>
        <Route path=":number" element={<RoutedRecord />} />
      </Routes>
    </Container>
  );
}
