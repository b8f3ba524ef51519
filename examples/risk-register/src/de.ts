/** The texts in German. */
export default { title: 'Risiken' };
