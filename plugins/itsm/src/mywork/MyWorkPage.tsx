import { Container } from '@backstage/ui';
import { ItsmRoot } from '../states/ItsmRoot';
import { MyWorkSections } from './MyWorkSections';

/** Where somebody's day begins: what do I owe? */
export function MyWorkPage() {
  return (
    <Container my="4">
      <ItsmRoot view="my-work">
        <MyWorkSections />
      </ItsmRoot>
    </Container>
  );
}
