import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole pages with the real component library: slow on a machine that does other things too. What a
// test waits for comes, or never does; the limit is only there to say which one did not.
configure({ asyncUtilTimeout: 60_000 });
