/**
 * How thorough a run is. `full` is for publishing and takes hours, `quick` ten minutes. `smoke`
 * proves in half a minute that everything still runs and that the statements written by hand still
 * answer what the API answers; its figures say nothing.
 */
export type Effort = 'full' | 'quick' | 'smoke';

/** A number of something for each effort. */
export type Scale = Record<Effort, number>;
